/**
 * Kullback–Leibler divergence of one softmax from another, Σ p·log₂(p/q), bits, in double precision. Infinite where the
 * other gives nothing to what the one can be.
 * @param logits [V], of p
 * @param others [V], of q
 */
export function divergence(logits: Float32Array, others: Float32Array): number {
  const [normalizer, otherNormalizer] = [logSum(logits), logSum(others)];
  let nats = 0;
  for (let id = 0; id < logits.length; id++) {
    const log = logits[id] - normalizer;
    const weight = Math.exp(log);
    if (weight > 0) nats += weight * (log - (others[id] - otherNormalizer));
  }
  // Rounding can leave a trace below 0, which no divergence is.
  return Math.max(0, nats / Math.LN2);
}

/** log Σ exp, the maximum subtracted first. */
function logSum(logits: Float32Array): number {
  const maximum = logits.reduce((largest, logit) => Math.max(largest, logit), Number.NEGATIVE_INFINITY);
  return maximum + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - maximum), 0));
}
