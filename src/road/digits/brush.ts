import { pixelCount, side } from './digits.ts';

/** A place in a drawing: pixels from its left and upper edge; the middle of the first pixel is [0, 0]. */
export type Spot = readonly [across: number, down: number];

/** Half the width of a line: about as wide as the pen that the stored digits were written with. */
const radius = 1.1;
/** Over how many pixels its edge fades. */
const softness = 0.8;

/** A drawing with a line more (or, erasing, without what lies under it), [784]. From and to may be the same. */
export function painted(pixels: Float32Array, from: Spot, to: Spot, isErasing: boolean): Float32Array {
  const result = pixels.slice();
  for (let i = 0; i < pixelCount; i++) {
    const beyond = distance([i % side, Math.floor(i / side)], from, to) - radius;
    const ink = Math.max(0, Math.min(1, 1 - beyond / softness));
    result[i] = isErasing ? Math.min(result[i], 1 - ink) : Math.max(result[i], ink);
  }
  return result;
}

/** From a spot to the nearest of a line. */
function distance([x, y]: Spot, [fromX, fromY]: Spot, [toX, toY]: Spot): number {
  const [alongX, alongY] = [toX - fromX, toY - fromY];
  const length = alongX * alongX + alongY * alongY;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - fromX) * alongX + (y - fromY) * alongY) / length));
  return Math.hypot(x - fromX - share * alongX, y - fromY - share * alongY);
}
