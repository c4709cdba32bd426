import { UnderhoodError } from '../errors.ts';
import { isObject } from './json.ts';
import { isInside } from './relativePath.ts';
import { printable } from './safetensors.ts';

export const indexName = 'model.safetensors.index.json';
/** Bytes: far above the largest in use. */
export const indexLimit = 2 ** 26;

/** The shards that an index names, and the tensors that each of them should hold. Throws UnderhoodError. */
export function tensorsOfShards(index: Readonly<Record<string, unknown>>): ReadonlyMap<string, readonly string[]> {
  const { weight_map: weightMap } = index;
  const tensorsOf = new Map<string, string[]>();
  for (const [tensor, shard] of isObject(weightMap) ? Object.entries(weightMap) : []) {
    if (typeof shard !== 'string') throw new UnderhoodError('checkpoint.badIndex', { file: indexName });
    const tensors = tensorsOf.get(shard);
    if (tensors) tensors.push(tensor);
    else if (isInside(shard)) tensorsOf.set(shard, [tensor]);
    else throw new UnderhoodError('checkpoint.shardOutside', { file: indexName, shard: printable(shard) });
  }
  if (tensorsOf.size === 0) throw new UnderhoodError('checkpoint.badIndex', { file: indexName });
  return tensorsOf;
}
