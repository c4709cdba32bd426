/** Places of the thumbnails of all heads, in CSS pixels. */
export interface GridLayout {
  readonly columns: number;
  readonly rows: number;
  /** Side of a thumbnail. */
  readonly side: number;
  /** From one thumbnail to the next. */
  readonly pitchX: number;
  readonly pitchY: number;
  /** Of the first thumbnail. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface GridSpace {
  readonly count: number;
  /** Columns asked for, or 0 for as many as fit. */
  readonly columns: number;
  readonly width: number;
  /** Room for the names of rows and columns. */
  readonly left: number;
  readonly top: number;
  /** Room for a label under each thumbnail; 0 for none. */
  readonly label: number;
}

const smallestSide = 32;
const largestSide = 96;
const gap = 4;

/** The width of so many of the smallest thumbnails. */
export function leastGridWidth(columns: number): number {
  return columns * (smallestSide + gap);
}

/** As large as the width allows; smaller than 32 pixels never, so that labels fit and a wide model scrolls. */
export function gridLayout({ count, columns, width, left, top, label }: GridSpace): GridLayout {
  const room = Math.max(0, width - left);
  const across = columns > 0 ? columns : flowColumns(count, room);
  const side = Math.min(largestSide, Math.max(smallestSide, Math.floor(room / Math.max(1, across)) - gap));
  const pitchX = side + gap;
  const pitchY = side + gap + label;
  const rows = Math.ceil(count / Math.max(1, across));
  return {
    columns: across,
    rows,
    side,
    pitchX,
    pitchY,
    left,
    top,
    width: left + across * pitchX,
    height: top + rows * pitchY,
  };
}

/** Where the order is free: thumbnails of 56 pixels or more, and no more columns than thumbnails. */
function flowColumns(count: number, room: number): number {
  return Math.max(1, Math.min(count, Math.floor(room / (56 + gap))));
}

/** Corner of the thumbnail at a place in the order. */
export function placeOf(layout: GridLayout, index: number): { readonly x: number; readonly y: number } {
  return {
    x: layout.left + (index % layout.columns) * layout.pitchX,
    y: layout.top + Math.floor(index / layout.columns) * layout.pitchY,
  };
}

/** Place in the order under a point, its label included, or null between thumbnails. */
export function indexAt(layout: GridLayout, count: number, x: number, y: number): number | null {
  const column = Math.floor((x - layout.left) / layout.pitchX);
  const row = Math.floor((y - layout.top) / layout.pitchY);
  if (column < 0 || column >= layout.columns || row < 0) return null;
  const index = row * layout.columns + column;
  const insideX = x - layout.left - column * layout.pitchX < layout.side;
  const insideY = y - layout.top - row * layout.pitchY < layout.pitchY - gap;
  return index < count && insideX && insideY ? index : null;
}

/** Where an arrow, Home or End leads from a place; null where the key means nothing here. */
export function moved(layout: GridLayout, count: number, index: number, key: string): number | null {
  const target: Record<string, number> = {
    ArrowLeft: index - 1,
    ArrowRight: index + 1,
    ArrowUp: index - layout.columns,
    ArrowDown: index + layout.columns,
    Home: 0,
    End: count - 1,
  };
  if (!(key in target)) return null;
  return target[key] >= 0 && target[key] < count ? target[key] : index;
}
