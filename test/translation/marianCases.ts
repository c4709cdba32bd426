import { readdirSync } from 'node:fs';
import path from 'node:path';
import { readCheckpoint } from '../../src/checkpoint/huggingFaceFolder.node.ts';
import type { Runtime } from '../../src/engine/runtime.ts';
import { checkTranslator } from '../../src/models/parameters.ts';
import { storedTranslator } from '../../src/translation/storedTranslator.ts';
import { TranslatorInference } from '../../src/translation/translatorInference.ts';
import { type Reference, readTensors } from '../models/goldenCases.ts';

/** Where marian.py and rnn.py left what transformers and PyTorch computed. */
const translationFixtures = path.join(import.meta.dirname, '../fixtures/translation');

export interface MarianCase {
  readonly name: string;
  readonly folder: string;
  readonly ids: readonly number[];
  readonly decoderIds: readonly number[];
  /** With the start token first. */
  readonly greedy: readonly number[];
  /** Absent where transformers cannot compute it. */
  readonly beam4?: readonly number[];
  /** By marian.py's names. */
  readonly tensors: ReadonlyMap<string, Reference>;
}

export function marianCases(): MarianCase[] {
  const entries = readdirSync(translationFixtures, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries.map(({ name }) => {
    const folder = path.join(translationFixtures, name);
    const tensors = readTensors(path.join(folder, 'golden.safetensors'));
    const numbers = (key: string) => Array.from(tensors.get(key)!.data, Number);
    return {
      ...{ name, folder, tensors },
      ids: numbers('ids'),
      decoderIds: numbers('decoder_ids'),
      greedy: numbers('greedy'),
      beam4: tensors.has('beam4') ? numbers('beam4') : undefined,
    };
  });
}

export async function openTranslator(folder: string, runtime: Runtime): Promise<TranslatorInference> {
  return new TranslatorInference(storedTranslator(checkTranslator(await readCheckpoint(folder))), runtime);
}
