import type { PositionScheme } from './scheme.ts';

/** RoPE (Su et al. 2021): pairs of numbers of queries and keys turn, so that their product depends on the distance. */
export const rotary: PositionScheme = { name: 'rotary', rotates: true };

/**
 * Which numbers of a head are a pair: i and i + d/2 ("rotate half", as Hugging Face lays them out), or neighbours, as in
 * the paper.
 */
export const pairings = ['halves', 'neighbours'] as const;
export type Pairing = (typeof pairings)[number];

/** The pair that a number of a head belongs to, and whether it is the first of it. */
export function pairOf(index: number, headSize: number, pairing: Pairing): { pair: number; isFirst: boolean } {
  const pairs = headSize / 2;
  if (pairing === 'halves') return { pair: index % pairs, isFirst: index < pairs };
  return { pair: index >> 1, isFirst: index % 2 === 0 };
}

/** The two numbers of a head that make up a pair. */
export function placesOf(pair: number, headSize: number, pairing: Pairing): readonly [number, number] {
  return pairing === 'halves' ? [pair, pair + headSize / 2] : [2 * pair, 2 * pair + 1];
}

/**
 * Angle per position of each pair, radians: θ^(−2i/d) (Su et al. 2021, equation 15).
 * @param scale slows frequencies down, for contexts longer than those of the training
 * @returns [headSize / 2]
 */
export function rotaryFrequencies(
  headSize: number,
  theta: number,
  scale: (frequency: number) => number = (frequency) => frequency,
): Float64Array {
  return Float64Array.from({ length: headSize / 2 }, (_, i) => scale(theta ** ((-2 * i) / headSize)));
}

/** A query or a key [d], turned as the token at a position turns it. */
export function turned(
  vector: ArrayLike<number>,
  position: number,
  frequencies: ArrayLike<number>,
  pairing: Pairing,
): Float64Array {
  const result = new Float64Array(vector.length);
  for (let pair = 0; pair < frequencies.length; pair++) {
    const [a, b] = placesOf(pair, vector.length, pairing);
    const [cos, sin] = [Math.cos(position * frequencies[pair]), Math.sin(position * frequencies[pair])];
    result[a] = vector[a] * cos - vector[b] * sin;
    result[b] = vector[b] * cos + vector[a] * sin;
  }
  return result;
}
