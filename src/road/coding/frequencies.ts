/** What all frequencies of an alphabet sum to. Within 2²⁰, so that products with a 32-bit range stay whole numbers. */
export const totalFrequency = 2 ** 20;

/**
 * Probabilities as whole frequencies that sum to `totalFrequency`, none of them 0: what cannot be coded would be lost.
 * A model of 257 symbols pays less than 0.0003 nats a symbol for that.
 * @param logits of a softmax, [V]; V at most a thousandth of the total, or rounding would cost more than is promised
 */
export function frequenciesOf(logits: ArrayLike<number>): Uint32Array {
  const count = logits.length;
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) highest = Math.max(highest, logits[i]);
  const powers = new Float64Array(count);
  let sum = 0;
  for (let i = 0; i < count; i++) {
    powers[i] = Math.exp(logits[i] - highest);
    sum += powers[i];
  }
  const shared = totalFrequency - count;
  const frequencies = new Uint32Array(count);
  let left = shared;
  let likeliest = 0;
  for (let i = 0; i < count; i++) {
    const share = Math.floor((powers[i] / sum) * shared);
    frequencies[i] = 1 + share;
    left -= share;
    if (powers[i] > powers[likeliest]) likeliest = i;
  }
  frequencies[likeliest] += left;
  return frequencies;
}
