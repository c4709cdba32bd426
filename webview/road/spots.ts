import type { Spot } from '../../src/road/picture/picture.ts';

export interface SpotAddress {
  readonly row: number;
  readonly column: number;
}

/** How far from a point one may point at it, in pixels. */
const reach = 30;

/** The spot under a place of the picture: the cell it is in, or else the nearest point that is not far. */
export function nearestSpot(spots: readonly (readonly Spot[])[], x: number, y: number): SpotAddress | null {
  let found: SpotAddress | null = null;
  let least = reach;
  for (const [row, line] of spots.entries()) {
    for (const [column, spot] of line.entries()) {
      const distance = Math.hypot(beyond(x - spot.x, spot.width), beyond(y - spot.y, spot.height));
      if (distance >= least) continue;
      least = distance;
      found = { row, column };
    }
  }
  return found;
}

/** How far a place is outside an extent around the middle; from a point, how far it is. */
function beyond(distance: number, extent = 0): number {
  return Math.max(0, Math.abs(distance) - extent / 2);
}

/** Where a key leads; null where it means nothing. From row to row one stays as near as one can. */
export function movedSpot(
  spots: readonly (readonly Spot[])[],
  { row, column }: SpotAddress,
  key: string,
): SpotAddress | null {
  const line = spots[row];
  if (!line) return null;
  switch (key) {
    case 'ArrowLeft':
      return { row, column: Math.max(0, column - 1) };
    case 'ArrowRight':
      return { row, column: Math.min(line.length - 1, column + 1) };
    case 'Home':
      return { row, column: 0 };
    case 'End':
      return { row, column: line.length - 1 };
    case 'ArrowUp':
    case 'ArrowDown': {
      const next = row + (key === 'ArrowUp' ? -1 : 1);
      const other = spots[next];
      if (!other) return { row, column };
      const { x } = line[column];
      let nearest = 0;
      for (const [place, spot] of other.entries()) {
        if (Math.abs(spot.x - x) < Math.abs(other[nearest].x - x)) nearest = place;
      }
      return { row: next, column: nearest };
    }
    default:
      return null;
  }
}
