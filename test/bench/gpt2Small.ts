import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readCheckpoint } from '../../src/checkpoint/huggingFaceFolder.node.ts';
import { type CheckedModel, checkModel } from '../../src/models/parameters.ts';
import { randomModel } from '../engine/randomModel.ts';

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
  if (existsSync(path.join(folder, 'config.json'))) return checkModel(await readCheckpoint(folder));
  return randomModel(folder, gpt2SmallConfig, { deviation: 0.02 });
}
