/** Which part of a square matrix of `length` cells is seen in a square of `side` pixels, and how large. Pixels are CSS pixels. */
export interface Viewport {
  readonly length: number;
  readonly side: number;
  /** Pixels a cell. */
  readonly cell: number;
  /** Place of the matrix's corner in the square, at most 0. */
  readonly x: number;
  readonly y: number;
}

export interface Cell {
  readonly query: number;
  readonly key: number;
}

const largestCell = 48;
const smallestFitted = 2;

/** The whole matrix, as large as it fits; a small one does not grow past readable cells. */
export function fitted(length: number, side: number): Viewport {
  return { length, side, cell: fittedCell(length, side), x: 0, y: 0 };
}

function fittedCell(length: number, side: number): number {
  const cell = Math.min(largestCell, side / Math.max(1, length));
  // Whole pixels keep the lines between cells even, where there are pixels to spare.
  return cell >= smallestFitted ? Math.floor(cell) : cell;
}

/** Zooms by `factor` around a point of the square, between the whole matrix and the largest cell. */
export function zoomed(viewport: Viewport, factor: number, x: number, y: number): Viewport {
  const least = fittedCell(viewport.length, viewport.side);
  const cell = Math.min(Math.max(viewport.cell * factor, least), Math.max(least, largestCell));
  const scale = cell / viewport.cell;
  return kept({ ...viewport, cell, x: x - (x - viewport.x) * scale, y: y - (y - viewport.y) * scale });
}

export function panned(viewport: Viewport, deltaX: number, deltaY: number): Viewport {
  return kept({ ...viewport, x: viewport.x + deltaX, y: viewport.y + deltaY });
}

/** Moves as little as is needed to bring a cell into sight. */
export function showing(viewport: Viewport, { query, key }: Cell): Viewport {
  return kept({
    ...viewport,
    x: brought(viewport.x, key, viewport),
    y: brought(viewport.y, query, viewport),
  });
}

function brought(origin: number, index: number, { cell, side }: Viewport): number {
  const start = origin + index * cell;
  if (start < 0) return origin - start;
  return start + cell > side ? origin - (start + cell - side) : origin;
}

/** The same place and size where possible, in a square of another side. */
export function resized(viewport: Viewport, side: number): Viewport {
  const wasFitted = viewport.cell <= fittedCell(viewport.length, viewport.side);
  if (wasFitted) return fitted(viewport.length, side);
  return kept({ ...viewport, side, cell: Math.max(viewport.cell, fittedCell(viewport.length, side)) });
}

/** No empty space before the first or after the last cell. */
function kept(viewport: Viewport): Viewport {
  const least = Math.min(0, viewport.side - viewport.length * viewport.cell);
  const within = (origin: number) => Math.min(0, Math.max(least, origin));
  return { ...viewport, x: within(viewport.x), y: within(viewport.y) };
}

/** The cell under a point of the square, or null outside the matrix. */
export function cellAt({ length, cell, x, y, side }: Viewport, atX: number, atY: number): Cell | null {
  if (atX < 0 || atY < 0 || atX >= side || atY >= side) return null;
  const key = Math.floor((atX - x) / cell);
  const query = Math.floor((atY - y) / cell);
  return key < 0 || query < 0 || key >= length || query >= length ? null : { query, key };
}

/** First index and one past the last index of which anything can be seen, from an origin. */
export function visibleRange({ length, cell, side }: Viewport, origin: number): readonly [first: number, end: number] {
  const first = Math.max(0, Math.floor(-origin / cell));
  return [first, Math.min(length, Math.ceil((side - origin) / cell))];
}

export function isWhole(viewport: Viewport): boolean {
  return viewport.length * viewport.cell <= viewport.side + 0.5;
}
