import type { Tensor } from '../engine/runtime.ts';
import type { ScoreActivations } from '../models/loaded/loadedModel.ts';
import { alibiBias } from '../positions/alibi.ts';
import { turned } from '../positions/rotary.ts';
import type { ModelPositions } from '../protocol/positions.ts';

/** Mean score of all pairs of a text so far apart, [H, T]. @param scores [H, T, T]; those above the diagonal do not count */
export function measuredFalloff({ scores }: Pick<ScoreActivations, 'scores'>): Float32Array {
  const [heads, length] = scores.shape;
  const data = scores.data as Float32Array;
  const means = new Float32Array(heads * length);
  for (let head = 0; head < heads; head++) {
    for (let distance = 0; distance < length; distance++) {
      let sum = 0;
      for (let query = distance; query < length; query++)
        sum += data[(head * length + query) * length + query - distance];
      means[head * length + distance] = sum / (length - distance);
    }
  }
  return means;
}

/**
 * Mean score over all pairs of this text's queries and keys, each pair put at that distance, [H, distances]. Scores are
 * linear in queries and in keys, so that it is the score of the mean query with the mean key: no pair need be looked at.
 * Undefined where positions are in the queries and keys themselves.
 */
export function contentHeldFalloff(
  { q, k, scale }: Pick<ScoreActivations, 'q' | 'k' | 'scale'>,
  positions: ModelPositions,
  distances: number,
): Float32Array | undefined {
  if (positions.kind === 'table') return undefined;
  const [, heads] = q.shape;
  const [, keyValueHeads] = k.shape;
  const [queries, keys] = [meanOf(q), meanOf(k)];
  const means = new Float32Array(heads * distances);
  for (let head = 0; head < heads; head++) {
    const query = queries[head];
    const key = keys[Math.floor((head * keyValueHeads) / heads)];
    for (let distance = 0; distance < distances; distance++) {
      means[head * distances + distance] =
        positions.kind === 'rotary'
          ? scale * product(turned(query, distance, positions.frequencies, 'halves'), key)
          : scale * product(query, key) + alibiBias(positions.slopes[head], distance);
    }
  }
  return means;
}

/** Mean over the tokens, by heads. @param x [T, heads, d] */
function meanOf({ data, shape: [length, heads, size] }: Tensor): Float64Array[] {
  return Array.from({ length: heads }, (_, head) =>
    Float64Array.from({ length: size }, (_, i) => {
      let sum = 0;
      for (let token = 0; token < length; token++) sum += (data as Float32Array)[(token * heads + head) * size + i];
      return sum / length;
    }),
  );
}

function product(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}
