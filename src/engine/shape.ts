/** A size: a number, or the name of a size known only when the graph runs (`T`, the number of tokens). */
export type Dim = number | string;
export type Shape = readonly Dim[];

/** Number of elements of a shape of known sizes. */
export function sizeOf(shape: Shape): number {
  return shape.reduce<number>((product, dim) => {
    if (typeof dim === 'string') throw new Error(`size of the symbolic dimension ${dim} is not known`);
    return product * dim;
  }, 1);
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dim, axis) => dim === b[axis]);
}

/** The shape of an element-wise operation, by numpy's rule: aligned at the last axis, sizes equal or 1. */
export function broadcastShapes(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const x = a[axis - rank + a.length] ?? 1;
    const y = b[axis - rank + b.length] ?? 1;
    if (x === y || y === 1) return x;
    if (x === 1) return y;
    throw new Error(`shapes [${a.join(', ')}] and [${b.join(', ')}] do not broadcast`);
  });
}

/** `axis`, counted from the front; negative axes count from the back. */
export function normalizeAxis(axis: number, rank: number): number {
  const normalized = axis < 0 ? axis + rank : axis;
  if (normalized < 0 || normalized >= rank) throw new Error(`axis ${axis} is out of range for rank ${rank}`);
  return normalized;
}
