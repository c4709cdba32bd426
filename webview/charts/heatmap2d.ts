import type { Placement, Tiles } from './heatmap.ts';
import type { Ramp } from './ramps.ts';
import { rampPosition, type ValueScale } from './scale.ts';

/** The picture of a heatmap, [height, width, 4], drawn by the processor: what the shader does, pixel by pixel. */
export function paintedWithoutGpu(
  tiles: Tiles,
  width: number,
  height: number,
  placements: readonly Placement[],
  scale: ValueScale,
  ramp: Ramp,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (const placement of placements) {
    const right = Math.min(width, placement.x + placement.width);
    const bottom = Math.min(height, placement.y + placement.height);
    for (let y = Math.max(0, placement.y); y < bottom; y += 1) {
      for (let x = Math.max(0, placement.x); x < right; x += 1) {
        const value = strongest(tiles, placement, x - placement.x, y - placement.y);
        if (value === null) continue;
        const from = Math.round(rampPosition(scale, value) * 255) * 4;
        pixels.set(ramp.subarray(from, from + 4), (y * width + x) * 4);
      }
    }
  }
  return pixels;
}

/** The value of largest magnitude among the cells that a pixel covers; null where all are above the diagonal. */
function strongest({ size, data }: Tiles, placement: Placement, x: number, y: number): number | null {
  const base = placement.tile * size * size;
  const unit = data instanceof Uint8Array ? 1 / 255 : 1;
  const { step, fromX, fromY } = placement;
  const firstRow = Math.floor(fromY + y * step);
  const firstColumn = Math.floor(fromX + x * step);
  const endRow = Math.min(size, Math.max(firstRow + 1, Math.ceil(fromY + (y + 1) * step - tolerance)));
  const endColumn = Math.min(size, Math.max(firstColumn + 1, Math.ceil(fromX + (x + 1) * step - tolerance)));
  let found: number | null = null;
  for (let row = firstRow; row < endRow; row += 1) {
    for (let column = firstColumn; column < Math.min(endColumn, row + 1); column += 1) {
      const value = data[base + row * size + column] * unit;
      const magnitude = Number.isFinite(value) ? Math.abs(value) : 0;
      if (found === null || magnitude > Math.abs(found)) found = Number.isFinite(value) ? value : 0;
    }
  }
  return found;
}

/** Rounding must not make a pixel reach into the next cell. */
const tolerance = 1e-4;
