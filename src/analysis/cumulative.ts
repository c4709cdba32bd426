/** A cumulative distribution at some of its ranks. */
export interface CumulativeCurve {
  /** How many of the likeliest tokens, from 1 to V, rising. */
  readonly counts: Uint32Array;
  /** What they weigh together. */
  readonly masses: Float64Array;
}

/** The mass of the first numbers up to each, itself included; same length. */
export function runningSums(numbers: Float64Array): Float64Array {
  const sums = new Float64Array(numbers.length);
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) {
    sum += numbers[i];
    sums[i] = sum;
  }
  return sums;
}

/**
 * The curve for a logarithmic axis of ranks: every token at first, where there are few to a step, then steps of equal
 * ratio. Its first point is the likeliest token, its last the whole vocabulary.
 * @param cumulative mass up to each rank, [V]
 * @param points at most so many are returned, at least 2
 */
export function cumulativeCurve(cumulative: Float64Array, points = 200): CumulativeCurve {
  const most = cumulative.length;
  const onAxis = Array.from({ length: points }, (_, i) => Math.round(most ** (i / (points - 1))));
  const counts = Uint32Array.from(new Set(onAxis));
  return { counts, masses: Float64Array.from(counts, (count) => cumulative[count - 1]) };
}

/**
 * How many of the likeliest tokens it takes to reach a mass: the last of them crosses it.
 * @param cumulative mass up to each rank, [V]
 * @param mass one that rounding keeps out of reach takes all V
 */
export function tokensForMass(cumulative: Float64Array, mass: number): number {
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[middle] >= mass) high = middle;
    else low = middle + 1;
  }
  return low + 1;
}
