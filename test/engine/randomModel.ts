import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readCheckpoint } from '../../src/checkpoint/huggingFaceFolder.node.ts';
import { writeCheckpoint } from '../../src/checkpoint/writeFolder.node.ts';
import { sizeOf } from '../../src/engine/shape.ts';
import { architectureOf } from '../../src/models/families.ts';
import { type CheckedModel, checkModel } from '../../src/models/parameters.ts';
import { Random } from '../../src/random.ts';

/** A folder that is removed when the suite that asks for it ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'underhood-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a model with random weights as a Hugging Face folder, and opens it again. */
export async function randomModel(
  folder: string,
  config: Readonly<Record<string, unknown>>,
  {
    precision = 'f32',
    seed = 1,
    deviation = 0.2,
  }: { precision?: 'f32' | 'f16'; seed?: number; deviation?: number } = {},
): Promise<CheckedModel> {
  const random = new Random(seed);
  const architecture = architectureOf(config);
  const tensors = architecture.family.parameters(architecture.config).map(({ name, shape }) => {
    return [name, { shape, data: randomNumbers(random, sizeOf(shape), deviation) }] as const;
  });
  await writeCheckpoint(folder, { config, tensors: Object.fromEntries(tensors) }, precision);
  return checkModel(await readCheckpoint(folder));
}

/** Numbers that repeat after the first million: what they are makes no difference where there are so many. */
function randomNumbers(random: Random, count: number, deviation: number): Float32Array {
  const data = new Float32Array(count);
  const drawn = Math.min(count, 1_000_003);
  for (let i = 0; i < drawn; i++) data[i] = deviation * random.normal();
  for (let at = drawn; at < count; at += drawn) data.set(data.subarray(0, Math.min(drawn, count - at)), at);
  return data;
}
