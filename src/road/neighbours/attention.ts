/**
 * k-nearest neighbours without a k: everything that is stored has a say, the nearer the more. The stored pictures are keys,
 * their labels values, and the weights softmax(−distance²/T) over all of them: attention with a score of −distance²/T. As T
 * falls to 0, the nearest alone is left (1-NN); as it rises, everything counts alike.
 * @param squared squared distances to the keys
 * @param temperature T, in squared distances; 0 is the limit
 */
export function attentionWeights(squared: Float64Array, temperature: number): Float64Array {
  const least = squared.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  // At a temperature of 0, 0/0 belongs to the nearest.
  const weights = squared.map((distance) =>
    distance === least ? 1 : Math.exp(-(distance - least) / Math.max(temperature, Number.MIN_VALUE)),
  );
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

/** The values added up by their weights, where each value is the one-hot vector of a label: [classes]. */
export function attendLabels(weights: Float64Array, labels: Uint8Array, classes: number): Float64Array {
  const output = new Float64Array(classes);
  weights.forEach((weight, place) => {
    output[labels[place]] += weight;
  });
  return output;
}

/** How many keys the weights are spread over: e to their entropy, from 1 to all of them. */
export function effectiveCount(weights: Float64Array): number {
  const entropy = weights.reduce((sum, weight) => (weight > 0 ? sum - weight * Math.log(weight) : sum), 0);
  return Math.exp(entropy);
}

/** The place of the largest number; of several, the first. */
export function largestPlace(numbers: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < numbers.length; i++) if (numbers[i] > numbers[best]) best = i;
  return best;
}
