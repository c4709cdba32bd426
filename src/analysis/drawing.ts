import { Random } from '../random.ts';
import { runningSums, tokensForMass } from './cumulative.ts';
import type { Distribution } from './sampling.ts';

/**
 * The rank of the token that stands at `depth` of a text written with `seed`. It depends on these two and on the
 * distribution only, not on what was drawn before: who goes back and branches off, or draws on another machine, gets
 * the same.
 * @param depth whole number from 0
 */
export function draw(distribution: Distribution, seed: number, depth: number): number {
  return rankAt(drawingSums(distribution), seed, depth);
}

/**
 * How often each rank comes up in the first `count` of the draws that `seed` gives, [keptCount]. The n-th of them is what
 * `draw` gives at depth n, so that a histogram grows without a memory: more draws count those before again, unchanged.
 */
export function drawMany(distribution: Distribution, seed: number, count: number): Uint32Array {
  const sums = drawingSums(distribution);
  const counts = new Uint32Array(sums.length);
  for (let n = 0; n < count; n++) counts[rankAt(sums, seed, n)]++;
  return counts;
}

/** Cumulative probabilities that a token is drawn with, [keptCount]. */
function drawingSums({ final, keptCount }: Distribution): Float64Array {
  const kept = final.subarray(0, keptCount);
  const last = kept.findLastIndex((probability) => probability > 0);
  // Rounding can leave a crumb below 1: it belongs to the last token that can occur.
  return runningSums(kept).fill(1, last);
}

/**
 * Inverts the cumulative distribution at a level in (0, 1], so that a probability of 0 is never drawn. The n-th draw of a
 * seed takes its own generator.
 */
function rankAt(sums: Float64Array, seed: number, n: number): number {
  return tokensForMass(sums, 1 - Random.at(seed, n).uniform()) - 1;
}
