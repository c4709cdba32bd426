import type { Range } from '../../charts/axes.ts';

/** Free around the points, as a share of what they take. */
const room = 0.08;
/** Of the points, at each end of an axis: so many may lie beyond it, where all others would be crowded together. */
const outer = 0.01;
/** How much larger the axes would have to be for all points: less is no crowd. */
const crowding = 1.5;

/**
 * What the axes of the plane stand for, with as much to a pixel across as down: distances are what is seen. All points are
 * inside; or all but the outermost few, where these lie far out, as the first row of a trained table does.
 * @param plane [positions, 2]
 * @param aspect width over height
 */
export function planeRanges(plane: ArrayLike<number>, aspect: number): readonly [x: Range, y: Range] {
  const axes = [0, 1].map((axis) =>
    Float64Array.from({ length: plane.length / 2 }, (_, i) => plane[2 * i + axis]).sort(),
  );
  const within = (left: number) => axes.map((values) => [values[left], values[values.length - 1 - left]] as const);
  const all = framed(within(0), aspect);
  const most = framed(within(Math.ceil(outer * axes[0].length)), aspect);
  return width(all) > crowding * width(most) && width(most) > 0 && axes[0].length > 1 / outer ? most : all;
}

/** Equal axes around what is between the least and the most of both. */
function framed(extents: readonly (readonly [least: number, most: number])[], aspect: number): readonly [Range, Range] {
  const [across, down] = extents.map(([least = 0, most = 0]) => ({
    middle: (least + most) / 2,
    half: (most - least) / 2,
  }));
  const half = (1 + 2 * room) * Math.max(down.half, across.half / aspect) || 1;
  const range = (middle: number, reach: number): Range => [middle - reach, middle + reach];
  return [range(across.middle, half * aspect), range(down.middle, half)];
}

function width([across]: readonly [Range, Range]): number {
  return across[1] - across[0];
}

/** The rows whose points lie beyond the axes. */
export function rowsBeyond(plane: ArrayLike<number>, [across, down]: readonly [Range, Range]): number[] {
  const isIn = ([least, most]: Range, value: number) => least <= value && value <= most;
  const rows = Array.from({ length: plane.length / 2 }, (_, row) => row);
  return rows.filter((row) => !isIn(across, plane[2 * row]) || !isIn(down, plane[2 * row + 1]));
}

/** The value itself, or the end of the range that it lies beyond. */
export function kept([least, most]: Range, value: number): number {
  return Math.max(least, Math.min(most, value));
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
