/**
 * Points of one pair of dimensions at successive positions, [positions, 2], and whether going on by some positions is a
 * rotation (Vaswani et al. 2017, 3.5: PE at p + k is a linear function of that at p).
 */
export type PairPoints = Float64Array;

/** The points that two columns of a table [positions, width] make. */
export function pairPoints(
  table: ArrayLike<number>,
  width: number,
  [first, second]: readonly [first: number, second: number],
): PairPoints {
  const positions = table.length / width;
  return Float64Array.from({ length: 2 * positions }, (_, i) => table[(i >> 1) * width + (i % 2 ? second : first)]);
}

/**
 * The angle, radians, by which all points are best turned into those `shift` positions on, by least squares (the
 * orthogonal Procrustes problem in the plane, without reflections). 0 where there are no such points.
 */
export function bestAngle(points: PairPoints, shift: number): number {
  let [along, across] = [0, 0];
  for (let i = 0; i + 2 * shift < points.length; i += 2) {
    const [x, y] = [points[i], points[i + 1]];
    const [nextX, nextY] = [points[i + 2 * shift], points[i + 2 * shift + 1]];
    along += x * nextX + y * nextY;
    across += x * nextY - y * nextX;
  }
  return Math.atan2(across, along);
}

/** A point turned by an angle, radians, counterclockwise. */
export function turnedPoint(x: number, y: number, angle: number): readonly [x: number, y: number] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [x * cos - y * sin, x * sin + y * cos];
}

/** How far the farthest turned point is from where it should be; NaN where there are no points so far apart. */
export function largestError(points: PairPoints, shift: number, angle: number): number {
  let largest = Number.NaN;
  for (let i = 0; i + 2 * shift < points.length; i += 2) {
    const [x, y] = turnedPoint(points[i], points[i + 1], angle);
    const error = Math.hypot(x - points[i + 2 * shift], y - points[i + 2 * shift + 1]);
    if (!(error <= largest)) largest = error;
  }
  return largest;
}
