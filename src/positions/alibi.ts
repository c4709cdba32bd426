import type { PositionScheme } from './scheme.ts';

/** ALiBi (Press et al. 2022): every score loses as much per token of distance as its head's slope says. */
export const alibi: PositionScheme = { name: 'alibi', slopes: alibiSlopes };

/**
 * Slope of each head: 2^(−8/n), 2^(−16/n), … for n heads, a power of two; for another number those of the power of two
 * below, and every other one of twice that many, as the paper's authors have it (fairseq, `get_slopes`).
 */
export function alibiSlopes(heads: number): Float64Array {
  const power = 2 ** Math.floor(Math.log2(heads));
  const ofPower = (n: number) => Float64Array.from({ length: n }, (_, i) => 2 ** ((-8 * (i + 1)) / n));
  const slopes = new Float64Array(heads);
  slopes.set(ofPower(power));
  const between = ofPower(2 * power);
  for (let i = power; i < heads; i++) slopes[i] = between[2 * (i - power)];
  return slopes;
}

/** What is added to the score of a key so many tokens before its query. */
export function alibiBias(slope: number, distance: number): number {
  return -slope * distance;
}
