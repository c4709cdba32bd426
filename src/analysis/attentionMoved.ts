/**
 * How far a head's attention moved, 0…1: half the sum of |difference| over the keys (the total variation distance), mean
 * over the queries.
 * @param before [length, length]
 * @param after [length, length]
 */
export function attentionMoved(before: Float32Array, after: Float32Array, length: number): number {
  let sum = 0;
  for (let cell = 0; cell < before.length; cell++) sum += Math.abs(after[cell] - before[cell]);
  return sum / (2 * length);
}
