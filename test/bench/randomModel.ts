import { existsSync } from 'node:fs';
import { writeCheckpoint } from '../../src/checkpoint/writeFolder.node.ts';
import { architectureOf } from '../../src/models/families.ts';
import { Random } from '../../src/random.ts';
import { initialParameters } from '../../src/training/parameters.ts';

/** The configuration of GPT-2 small (Radford et al. 2019): 124 million parameters. */
export const gpt2Small = {
  model_type: 'gpt2',
  architectures: ['GPT2LMHeadModel'],
  n_layer: 12,
  n_head: 12,
  n_embd: 768,
  n_positions: 1024,
  vocab_size: 50257,
};

/** Writes a model folder with random weights, unless it is there already. */
export async function writeRandomModel(
  folder: string,
  config: Readonly<Record<string, unknown>>,
  seed: number,
  precision: 'f32' | 'f16' = 'f32',
): Promise<void> {
  if (existsSync(`${folder}/model.safetensors`)) return;
  const { family, config: parsed } = architectureOf(config);
  const parameters = initialParameters(family.parameters(parsed), new Random(seed));
  const tensors = Object.fromEntries(parameters.map(({ name, ...tensor }) => [name, tensor]));
  await writeCheckpoint(folder, { config, tensors }, precision);
}
