import type { Tensor } from '../engine/runtime.ts';
import type { AttentionActivations } from '../models/loaded/loadedModel.ts';
import type { CellArithmetic, Quantity } from '../protocol/run.ts';

/** One head's part of a tensor [heads, T, d], [T, d]. Grouped heads share theirs. No copy. */
function headOf(tensor: Tensor, head: number, heads: number): Float32Array {
  const [own, length, size] = tensor.shape;
  const index = Math.floor((head * own) / heads);
  return (tensor.data as Float32Array).subarray(index * length * size, (index + 1) * length * size);
}

function dot(a: Float32Array, aStart: number, b: Float32Array, bStart: number, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += a[aStart + i] * b[bStart + i];
  return sum;
}

/** One head's weights, [T, T]. No copy: to send it elsewhere, copy it, or the whole layer goes along. */
export function patternOf(layer: AttentionActivations, head: number): Float32Array {
  const [, length] = layer.q.shape;
  return layer.pattern.subarray(head * length * length, (head + 1) * length * length);
}

/**
 * What a pinned head shows, [T, T]. The products are computed from the run's q and k, above the diagonal as well for
 * `raw`: the mask comes after them.
 * @param norms ‖v·W_O‖ of each head and key, [H, T]; needed for `contribution` only
 */
export function headQuantity(
  layer: AttentionActivations,
  head: number,
  quantity: Quantity,
  norms?: Float32Array,
): Float32Array {
  const [heads, length, size] = layer.q.shape;
  const pattern = patternOf(layer, head);
  if (quantity === 'pattern') return pattern.slice();
  if (quantity === 'contribution') {
    if (!norms) throw new Error('the contribution needs the norms of v·W_O');
    return pattern.map((weight, cell) => weight * norms[head * length + (cell % length)]);
  }
  const q = headOf(layer.q, head, heads);
  const k = headOf(layer.k, head, heads);
  const products = new Float32Array(length * length);
  for (let query = 0; query < length; query++) {
    for (let key = 0; key < length; key++) {
      const masked = quantity === 'scores' && key > query;
      const raw = masked ? Number.NEGATIVE_INFINITY : dot(q, query * size, k, key * size, size);
      products[query * length + key] = quantity === 'scores' ? Math.fround(raw) * layer.scale : raw;
    }
  }
  return products;
}

/** Everything that makes the weight that `query` gives `key`, and what it then does to the values. */
export function cellArithmetic(
  layer: AttentionActivations,
  head: number,
  query: number,
  key: number,
): Omit<CellArithmetic, 'runId' | 'layer' | 'head'> {
  const [heads, length, size] = layer.q.shape;
  const q = headOf(layer.q, head, heads).slice(query * size, (query + 1) * size);
  const keys = headOf(layer.k, head, heads);
  const raw = Float32Array.from({ length }, (_, other) => dot(q, 0, keys, other * size, size));
  const scores = raw.map((product, other) => (other > query ? Number.NEGATIVE_INFINITY : product * layer.scale));
  const weights = layer.pattern.slice((head * length + query) * length, (head * length + query + 1) * length);
  const values = headOf(layer.v, head, heads).slice(0, (query + 1) * size);
  const z = new Float64Array(size);
  for (let other = 0; other <= query; other++) {
    for (let i = 0; i < size; i++) z[i] += weights[other] * values[other * size + i];
  }
  return {
    query,
    key,
    q,
    k: keys.slice(key * size, (key + 1) * size),
    scale: layer.scale,
    raw,
    scores,
    weights,
    values,
    z: Float32Array.from(z),
  };
}
