import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readCheckpoint } from '../../src/checkpoint/huggingFaceFolder.node.ts';
import { writeCheckpoint } from '../../src/checkpoint/writeFolder.node.ts';
import { sizeOf } from '../../src/engine/shape.ts';
import { gpt2 } from '../../src/models/gpt2.ts';
import { type CheckedModel, checkModel } from '../../src/models/parameters.ts';
import { Random } from '../../src/random.ts';

export const gpt2SmallConfig = {
  model_type: 'gpt2',
  n_layer: 12,
  n_head: 12,
  n_embd: 768,
  vocab_size: 50257,
  n_positions: 1024,
};

/** A model of GPT-2 small's size with random weights, 498 MB, written once and kept in the system's temporary folder. */
export async function gpt2Small(): Promise<CheckedModel> {
  const folder = path.join(os.tmpdir(), 'underhood-bench', 'gpt2-small');
  if (!existsSync(path.join(folder, 'config.json'))) {
    await writeCheckpoint(folder, { config: gpt2SmallConfig, tensors: randomTensors() }, 'f32');
  }
  return checkModel(await readCheckpoint(folder));
}

function randomTensors(): Record<string, { shape: readonly number[]; data: Float32Array }> {
  const random = new Random(1);
  // What the numbers are makes no difference to the time: a million of them, over and over, are soon drawn.
  const some = Float32Array.from({ length: 1_000_003 }, () => 0.02 * random.normal());
  const specs = gpt2.parameters(gpt2.parseConfig(gpt2SmallConfig));
  return Object.fromEntries(
    specs.map(({ name, shape }) => {
      const data = new Float32Array(sizeOf(shape));
      for (let at = 0; at < data.length; at += some.length) data.set(some.subarray(0, data.length - at), at);
      return [name, { shape, data }];
    }),
  );
}
