import type { Falloff } from '../../../src/protocol/positions.ts';

/** One head's row of [heads, columns]. */
export function rowOf(values: Float32Array, heads: number, place: number): Float32Array {
  const columns = values.length / heads;
  return values.subarray(place * columns, (place + 1) * columns);
}

/** Least and largest number of a row; both NaN where there is none. */
export function extentOf(values: ArrayLike<number>): readonly [least: number, most: number] {
  let [least, most] = [Number.NaN, Number.NaN];
  for (let i = 0; i < values.length; i += 1) {
    if (!Number.isFinite(values[i])) continue;
    least = values[i] >= least ? least : values[i];
    most = values[i] <= most ? most : values[i];
  }
  return [least, most];
}

/** What tells most about a head's distances: scores with the content held where there are such, those measured otherwise. */
function tellingScores({ measured, contentHeld }: Falloff): Float32Array {
  return contentHeld ?? measured;
}

/** How much each head's scores change over the distance, [heads]. */
export function spansOf(falloff: Falloff, heads: number): Float64Array {
  const scores = tellingScores(falloff);
  return Float64Array.from({ length: heads }, (_, place) => {
    const [least, most] = extentOf(rowOf(scores, heads, place));
    return most - least || 0;
  });
}
