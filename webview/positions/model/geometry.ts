import type { Range } from '../chart/axes.ts';

/** Free around the points, as a share of what they take. */
const room = 0.08;

/**
 * What the axes of the plane stand for so that all points are inside, with as much to a pixel across as down: distances are
 * what is seen.
 * @param plane [positions, 2]
 * @param aspect width over height
 */
export function planeRanges(plane: ArrayLike<number>, aspect: number): readonly [x: Range, y: Range] {
  const [across, down] = [0, 1].map((axis) => {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = axis; i < plane.length; i += 2) {
      least = Math.min(least, plane[i]);
      most = Math.max(most, plane[i]);
    }
    return most < least ? { middle: 0, half: 0 } : { middle: (least + most) / 2, half: (most - least) / 2 };
  });
  const half = (1 + 2 * room) * Math.max(down.half, across.half / aspect) || 1;
  const range = (middle: number, reach: number): Range => [middle - reach, middle + reach];
  return [range(across.middle, half * aspect), range(down.middle, half)];
}

/** Pixels from a point within which it is pointed at. */
const reach = 24;

/** The row whose point is nearest to a place of the canvas; null where none is near. */
export function nearestRow(
  plane: ArrayLike<number>,
  pixelX: number,
  pixelY: number,
  at: (x: number, y: number) => readonly [number, number],
): number | null {
  let nearest: number | null = null;
  let least = reach;
  for (let row = 0; row < plane.length / 2; row += 1) {
    const [x, y] = at(plane[2 * row], plane[2 * row + 1]);
    const distance = Math.hypot(x - pixelX, y - pixelY);
    if (distance >= least) continue;
    least = distance;
    nearest = row;
  }
  return nearest;
}
