/** x′ = a·x + c·y + e, y′ = b·x + d·y + f. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export const identity: Matrix = [1, 0, 0, 1, 0, 0];

export function apply([a, b, c, d, e, f]: Matrix, x: number, y: number): readonly [x: number, y: number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

export function translated(matrix: Matrix, x: number, y: number): Matrix {
  const [a, b, c, d] = matrix;
  return [a, b, c, d, ...apply(matrix, x, y)];
}

/** @param angle radians, clockwise on the screen */
export function rotated([a, b, c, d, e, f]: Matrix, angle: number): Matrix {
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  return [a * cosine + c * sine, b * cosine + d * sine, c * cosine - a * sine, d * cosine - b * sine, e, f];
}

/** Whether it does no more than move. */
export function isUpright([a, b, c, d]: Matrix): boolean {
  return a === 1 && b === 0 && c === 0 && d === 1;
}

/** How much longer lengths become, where that is the same in all directions. */
export function scaleOf([a, b]: Matrix): number {
  return Math.hypot(a, b);
}
