import type { Random } from '../random.ts';

/**
 * Softmax of `logits`/`temperature` over the whole vocabulary, in double precision; the maximum is subtracted first, so
 * that nothing overflows. `temperature` > 0.
 */
export function probabilities(logits: Float32Array, temperature: number): Float64Array {
  let maximum = Number.NEGATIVE_INFINITY;
  for (const logit of logits) if (logit > maximum) maximum = logit;
  const weights = Float64Array.from(logits, (logit) => Math.exp((logit - maximum) / temperature));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** An index drawn with the given probabilities, which sum to 1. */
export function draw(distribution: Float64Array, random: Random): number {
  let left = random.uniform();
  for (let index = 0; index < distribution.length; index++) {
    left -= distribution[index];
    if (left < 0) return index;
  }
  // Rounding can leave a crumb: it belongs to the last index that can occur.
  return distribution.findLastIndex((probability) => probability > 0);
}
