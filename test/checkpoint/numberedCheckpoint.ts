import assert from 'node:assert/strict';
import { readJson, readText } from '../../src/checkpoint/files.node.ts';
import { readCheckpoint, readTensor } from '../../src/checkpoint/huggingFaceFolder.node.ts';
import type { WritableCheckpoint } from '../../src/checkpoint/writeFolder.node.ts';

/** A model all of whose files say the same number. */
export function numbered(number: number): WritableCheckpoint {
  return {
    config: { model_type: 'gpt2', number },
    tensors: { t: { shape: [1000], data: new Float32Array(1000).fill(number) } },
    tokenizerJson: { number },
    tokenizerConfig: { number },
    files: { 'README.md': `${number}\n` },
  };
}

/** The number that all files of the folder say; fails where they disagree. */
export async function numberOf(folder: string): Promise<number> {
  const { config, tensors } = await readCheckpoint(folder);
  const weights = await readTensor(tensors.get('t')!);
  const numbers = new Set<unknown>([
    config.number,
    ...weights,
    (await readJson(folder, 'tokenizer.json', 1000)).number,
    (await readJson(folder, 'tokenizer_config.json', 1000)).number,
    Number(await readText(folder, 'README.md', 1000)),
  ]);
  assert.equal(numbers.size, 1, `the folder mixes models ${[...numbers].join(' and ')}`);
  return weights[0];
}
