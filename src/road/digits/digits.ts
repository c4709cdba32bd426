import { Random } from '../../random.ts';

/** Pixels along a side. */
export const side = 28;
export const pixelCount = side * side;
export const classCount = 10;

/** Pictures of handwritten digits and what they show. */
export interface DigitSet {
  /** Ink from 0 (paper) to 1, [count · 784], row by row. */
  readonly pixels: Float32Array;
  /** What was written, 0…9, [count]. */
  readonly labels: Uint8Array;
}

/** Two sets without a picture in common. */
export interface DigitSplit {
  /** What is learned from. */
  readonly stored: DigitSet;
  readonly tested: DigitSet;
}

/** Reads a file of digits: one byte for each label, then 784 for each picture, ink from 0 to 255. */
export function parseDigits(bytes: Uint8Array): DigitSet {
  const count = bytes.length / (pixelCount + 1);
  if (!Number.isInteger(count)) throw new Error(`${bytes.length} bytes are no whole number of digits`);
  return {
    labels: Uint8Array.from(bytes.subarray(0, count)),
    pixels: Float32Array.from(bytes.subarray(count), (ink) => ink / 255),
  };
}

/** The picture at a place, [784]; not a copy. */
export function pictureOf({ pixels }: DigitSet, place: number): Float32Array {
  return pixels.subarray(place * pixelCount, (place + 1) * pixelCount);
}

function subset(digits: DigitSet, places: readonly number[]): DigitSet {
  const pixels = new Float32Array(places.length * pixelCount);
  places.forEach((place, i) => void pixels.set(pictureOf(digits, place), i * pixelCount));
  return { pixels, labels: Uint8Array.from(places, (place) => digits.labels[place]) };
}

/**
 * Draws pictures to test and, from the rest, pictures to store. The tested ones depend on the seed and their number only, and
 * storing more keeps those that were stored before: accuracies can be compared.
 */
export function splitDigits(digits: DigitSet, storedCount: number, testedCount: number, seed: number): DigitSplit {
  const order = new Random(seed).shuffled([...digits.labels.keys()]);
  if (storedCount + testedCount > order.length) {
    throw new Error(`there are ${order.length} digits only, not ${storedCount} and ${testedCount}`);
  }
  return {
    tested: subset(digits, order.slice(0, testedCount)),
    stored: subset(digits, order.slice(testedCount, testedCount + storedCount)),
  };
}
