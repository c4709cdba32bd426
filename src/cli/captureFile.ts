import { open } from 'node:fs/promises';
import { encodeSafetensors, type WritableTensor } from '../checkpoint/safetensors.ts';
import type { Tensor } from '../engine/runtime.ts';
import { UnderhoodError } from '../errors.ts';
import type { Activations } from '../models/inference/inference.ts';

/** Token ids as a list on the command line, `1,2,3`. */
export function parseIds(list: string): number[] {
  return list.split(',').map((item) => {
    if (!/^\s*\d{1,9}\s*$/.test(item)) throw new UnderhoodError('cli.ids', { item });
    return Number(item);
  });
}

/** Writes a safetensors file with `ids` [T], `logits` [T, V] and every activation under its name. */
export async function writeCapture(path: string, ids: readonly number[], activations: Activations): Promise<void> {
  const floats = Object.entries({ ...activations.hooks, logits: activations.logits });
  const tensors = {
    ids: { dtype: 'i64' as const, shape: [ids.length], data: BigInt64Array.from(ids, BigInt) },
    ...Object.fromEntries(floats.map(([name, tensor]) => [name, writable(tensor)])),
  };
  try {
    const file = await open(path, 'w');
    try {
      for (const piece of encodeSafetensors(tensors)) await file.appendFile(piece);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new UnderhoodError('cli.notWritable', {
      path,
      detail: error instanceof Error ? error.message : String(error),
    });
  }
}

function writable({ data, shape }: Tensor): WritableTensor {
  return { dtype: 'f32', shape, data: data as Float32Array };
}
