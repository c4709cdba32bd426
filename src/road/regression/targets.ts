import type { Random } from '../../random.ts';

/** Curves over [−1, 1] that something is to learn. */
export const targets = {
  /** Runge 1901: smooth, and yet no friend of polynomials. */
  runge: (x: number) => 1 / (1 + 25 * x * x),
  sine: (x: number) => Math.sin(Math.PI * x),
  /** A corner in the middle. */
  corner: (x: number) => Math.abs(x),
} as const;
export type Target = keyof typeof targets;

export interface Samples {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/**
 * Points of a curve in [−1, 1], from left to right: one at a random place of each of `count` equal parts.
 * @param noise standard deviation of y around the curve
 */
export function samples(target: Target, count: number, noise: number, random: Random): Samples {
  const x = Float64Array.from({ length: count }, (_, i) => -1 + (2 * (i + random.uniform())) / count);
  return { x, y: x.map((at) => targets[target](at) + noise * random.normal()) };
}

/** Evenly from −1 to 1. */
export function evenly(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => -1 + (2 * i) / (count - 1));
}
