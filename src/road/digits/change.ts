import { pixelCount, side } from './digits.ts';

/** What is done to a picture before it is read. */
export interface PictureChange {
  /** Pixels to the right, and down; negative: to the left, and up. What leaves the picture is lost. */
  readonly right: number;
  readonly down: number;
  /** Whether ink and paper change places, after the shift. */
  readonly isInverted: boolean;
}

export const unchanged: PictureChange = { right: 0, down: 0, isInverted: false };

/** All pictures, [count · 784], changed alike. */
export function changed(pixels: Float32Array, { right, down, isInverted }: PictureChange): Float32Array {
  const result = new Float32Array(pixels.length);
  for (let start = 0; start < pixels.length; start += pixelCount) {
    for (let row = Math.max(0, down); row < Math.min(side, side + down); row++) {
      for (let column = Math.max(0, right); column < Math.min(side, side + right); column++) {
        result[start + row * side + column] = pixels[start + (row - down) * side + column - right];
      }
    }
  }
  return isInverted ? result.map((ink) => 1 - ink) : result;
}
