/** Which part of a matrix is seen in a square of `side` pixels, and how large. Pixels are CSS pixels. */
export interface Viewport {
  readonly rows: number;
  readonly columns: number;
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
export function fitted(rows: number, side: number, columns = rows): Viewport {
  return { rows, columns, side, cell: fittedCell(rows, columns, side), x: 0, y: 0 };
}

function fittedCell(rows: number, columns: number, side: number): number {
  const cell = Math.min(largestCell, side / Math.max(1, rows, columns));
  // Whole pixels keep the lines between cells even, where there are pixels to spare.
  return cell >= smallestFitted ? Math.floor(cell) : cell;
}

/** Zooms by `factor` around a point of the square, between the whole matrix and the largest cell. */
export function zoomed(viewport: Viewport, factor: number, x: number, y: number): Viewport {
  const least = fittedCell(viewport.rows, viewport.columns, viewport.side);
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
  const { rows, columns, cell } = viewport;
  const wasFitted = cell <= fittedCell(rows, columns, viewport.side);
  if (wasFitted) return fitted(rows, side, columns);
  return kept({ ...viewport, side, cell: Math.max(cell, fittedCell(rows, columns, side)) });
}

/** No empty space before the first or after the last cell. */
function kept(viewport: Viewport): Viewport {
  const { rows, columns, side, cell } = viewport;
  const within = (origin: number, count: number) => Math.min(0, Math.max(Math.min(0, side - count * cell), origin));
  return { ...viewport, x: within(viewport.x, columns), y: within(viewport.y, rows) };
}

/** The cell under a point of the square, or null outside the matrix. */
export function cellAt({ rows, columns, cell, x, y, side }: Viewport, atX: number, atY: number): Cell | null {
  if (atX < 0 || atY < 0 || atX >= side || atY >= side) return null;
  const key = Math.floor((atX - x) / cell);
  const query = Math.floor((atY - y) / cell);
  return key < 0 || query < 0 || key >= columns || query >= rows ? null : { query, key };
}

/** First index and one past the last index of which anything can be seen, of the rows or, across, of the columns. */
export function visibleRange(viewport: Viewport, isAcross: boolean): readonly [first: number, end: number] {
  const { cell, side } = viewport;
  const [origin, count] = isAcross ? [viewport.x, viewport.columns] : [viewport.y, viewport.rows];
  const first = Math.max(0, Math.floor(-origin / cell));
  return [first, Math.min(count, Math.ceil((side - origin) / cell))];
}

export function isWhole(viewport: Viewport): boolean {
  return Math.max(viewport.rows, viewport.columns) * viewport.cell <= viewport.side + 0.5;
}
