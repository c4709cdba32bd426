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
  const pixels = new Uint32Array(width * height);
  const colours = new Uint32Array(Uint8ClampedArray.from(ramp).buffer);
  const colourOf = (value: number) => colours[Math.round(rampPosition(scale, value) * 255)];
  for (const placement of placements) paintTile(tiles, placement, pixels, width, height, colourOf);
  return new Uint8ClampedArray(pixels.buffer);
}

function paintTile(
  tiles: Tiles,
  { tile, x, y, fromX, fromY, step, stepY = step, ...placed }: Placement,
  pixels: Uint32Array,
  width: number,
  height: number,
  colourOf: (value: number) => number,
): void {
  const [left, right] = [Math.max(0, x), Math.min(width, x + placed.width)];
  const [top, bottom] = [Math.max(0, y), Math.min(height, y + placed.height)];
  const columns = spans(fromX + (left - x) * step, step, right - left, tiles.columns ?? tiles.size);
  const rows = spans(fromY + (top - y) * stepY, stepY, bottom - top, tiles.size);
  for (let down = 0; down < bottom - top; down += 1) {
    const at = (top + down) * width + left;
    // Where a cell is larger than a pixel, its neighbours are the same.
    if (isRepeated(rows, down)) {
      pixels.copyWithin(at, at - width, at - width + right - left);
      continue;
    }
    for (let across = 0; across < right - left; across += 1) {
      if (isRepeated(columns, across)) {
        pixels[at + across] = pixels[at + across - 1];
        continue;
      }
      const value = strongest(tiles, tile, rows, down, columns, across);
      if (!Number.isNaN(value)) pixels[at + across] = colourOf(value);
    }
  }
}

/** Which rows, or columns, of cells the pixels of a line cover: from `first` to before `end`. */
interface Spans {
  readonly first: Int32Array;
  readonly end: Int32Array;
}

function spans(from: number, step: number, count: number, size: number): Spans {
  const first = Int32Array.from({ length: Math.max(0, count) }, (_, i) => Math.floor(from + i * step + tolerance));
  const end = first.map((cell, i) => Math.min(size, Math.max(cell + 1, Math.ceil(from + (i + 1) * step - tolerance))));
  return { first, end };
}

function isRepeated({ first, end }: Spans, index: number): boolean {
  return index > 0 && first[index] === first[index - 1] && end[index] === end[index - 1];
}

/** The value of largest magnitude among the cells that a pixel covers; NaN where all are left out. */
function strongest(tiles: Tiles, tile: number, rows: Spans, down: number, columns: Spans, across: number) {
  const { size, columns: width = size, isWhole = false, data } = tiles;
  const [firstColumn, endColumn, endRow] = [columns.first[across], columns.end[across], rows.end[down]];
  let found = Number.NaN;
  for (let row = rows.first[down]; row < endRow; row += 1) {
    const start = (tile * size + row) * width;
    const end = start + (isWhole ? endColumn : Math.min(endColumn, row + 1));
    for (let at = start + firstColumn; at < end; at += 1) {
      // Not finite: masked, and drawn as zero is.
      const cell = Number.isFinite(data[at]) ? data[at] : 0;
      if (!(Math.abs(cell) <= Math.abs(found))) found = cell;
    }
  }
  return data instanceof Uint8Array ? found / 255 : found;
}

/** Rounding must not make a pixel reach into the cell before or behind its own. */
const tolerance = 1e-4;
