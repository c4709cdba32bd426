import { lengthOf, placeAt, revealing, type Track } from './track.ts';

/** Which part of a table is seen, and how large: its columns across, its rows down. Cells need not be square. */
export interface TableViewport {
  readonly across: Track;
  readonly down: Track;
}

export interface TableCell {
  readonly row: number;
  readonly column: number;
}

/** Cells as large as this hold their numbers. */
const numberCell = { width: 48, height: 18 } as const;
/** A small table does not grow past these. */
const largestFitted = { width: 64, height: 24 } as const;

/** The whole table. */
export function fittedTable(rows: number, columns: number, width: number, height: number): TableViewport {
  return {
    across: fittedTrack(columns, width, largestFitted.width),
    down: fittedTrack(rows, height, largestFitted.height),
  };
}

function fittedTrack(count: number, size: number, largest: number): Track {
  return { count, size, pitch: Math.min(largest, size / Math.max(1, count)), offset: 0 };
}

/** Zooms by `factor` around a point, between the whole table and cells that hold their numbers. */
export function zoomedTable({ across, down }: TableViewport, factor: number, x: number, y: number): TableViewport {
  return {
    across: zoomedTrack(across, factor, x, largestFitted.width, numberCell.width),
    down: zoomedTrack(down, factor, y, largestFitted.height, numberCell.height),
  };
}

function zoomedTrack(track: Track, factor: number, at: number, largest: number, numbers: number): Track {
  const least = fittedTrack(track.count, track.size, largest).pitch;
  const pitch = Math.min(Math.max(track.pitch * factor, least), Math.max(least, numbers));
  return kept({ ...track, pitch, offset: ((track.offset + at) * pitch) / track.pitch - at });
}

export function pannedTable({ across, down }: TableViewport, deltaX: number, deltaY: number): TableViewport {
  return {
    across: kept({ ...across, offset: across.offset - deltaX }),
    down: kept({ ...down, offset: down.offset - deltaY }),
  };
}

/** Moves as little as is needed to bring a cell into sight. */
export function showingCell({ across, down }: TableViewport, { row, column }: TableCell): TableViewport {
  return {
    across: kept({ ...across, offset: revealing(across, column) }),
    down: kept({ ...down, offset: revealing(down, row) }),
  };
}

/** The same place and size where possible, in a frame of another size. */
export function resizedTable(viewport: TableViewport, width: number, height: number): TableViewport {
  const { across, down } = viewport;
  const fitted = fittedTable(down.count, across.count, width, height);
  if (isWholeTable(viewport)) return fitted;
  return {
    across: kept({ ...across, size: width, pitch: Math.max(across.pitch, fitted.across.pitch) }),
    down: kept({ ...down, size: height, pitch: Math.max(down.pitch, fitted.down.pitch) }),
  };
}

/** The cell under a point of the frame, or null beside the table. */
export function tableCellAt({ across, down }: TableViewport, x: number, y: number): TableCell | null {
  if (x < 0 || y < 0 || x >= across.size || y >= down.size) return null;
  const [row, column] = [placeAt(down, y), placeAt(across, x)];
  return row === null || column === null ? null : { row, column };
}

export function isWholeTable({ across, down }: TableViewport): boolean {
  return lengthOf(across) <= across.size + 0.5 && lengthOf(down) <= down.size + 0.5;
}

export function holdsNumbers({ across, down }: TableViewport): boolean {
  return across.pitch >= numberCell.width && down.pitch >= numberCell.height;
}

/** No empty space before the first or after the last place. */
function kept(track: Track): Track {
  const farthest = Math.max(0, lengthOf(track) - track.size);
  return { ...track, offset: Math.max(0, Math.min(farthest, track.offset)) };
}
