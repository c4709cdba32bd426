import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { Random } from '../random.ts';

/** Rows of a table in the plane in which they differ most: their first two principal components. */
interface PrincipalPlane {
  /** Centred, [rows, 2]. Each axis points to where its farthest row lies. */
  readonly plane: Float64Array;
  /** Share of the variance along each axis, 0…1. */
  readonly explained: readonly [number, number];
}

/** Residual of an eigenvector, relative to its eigenvalue, that is as good as none. */
const tolerance = 1e-8;

/** @param table [rows, width] */
export function principalPlane(table: ArrayLike<number>, width: number): PrincipalPlane {
  const centred = centredRows(table, width);
  const total = product(centred, centred);
  const plane = new Float64Array((2 * centred.length) / width);
  const explained: [number, number] = [0, 0];
  for (const place of [0, 1] as const) {
    // What rounding leaves of rows that lie on a line is no second axis.
    if (product(centred, centred) <= 1e-24 * total) break;
    const axis = largestAxis(centred, width);
    const along = times(centred, axis);
    explained[place] = Math.min(1, product(along, along) / total);
    const farthest = along.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
    along.forEach((value, row) => {
      plane[2 * row + place] = farthest < 0 ? -value : value;
      // The second axis is the first one of what the first leaves.
      for (let j = 0; j < width; j++) centred[row * width + j] -= value * axis[j];
    });
  }
  return { plane, explained };
}

/**
 * The largest eigenvector of XᵀX by Lanczos' method with full reorthogonalisation (Golub & Van Loan, 10.1 and 10.3): the
 * library's decomposition of the whole matrix takes seconds at 1,024 × 768.
 * @param x [rows, width], not all 0
 */
function largestAxis(x: Float64Array, width: number): Float64Array {
  const random = new Random(1);
  const basis: Float64Array[] = [];
  const diagonal: number[] = [];
  const beside: number[] = [];
  let next = backTimes(
    x,
    Float64Array.from({ length: x.length / width }, () => random.normal()),
    width,
  );
  for (let check = 8; ; ) {
    const size = length(next);
    if (basis.length > 0) beside.push(size);
    basis.push(next.map((value) => value / size));
    const image = backTimes(x, times(x, basis.at(-1)!), width);
    diagonal.push(product(image, basis.at(-1)!));
    next = orthogonal(image, basis);
    const coupling = length(next);
    // Nothing else can be reached: what is found is exact.
    const isWhole = basis.length === width || coupling <= tolerance * Math.max(...diagonal);
    if (!isWhole && basis.length < check) continue;
    check = Math.ceil(1.5 * check);
    const { value, weights } = largestOfTridiagonal(diagonal, beside);
    if (isWhole || coupling * Math.abs(weights.at(-1)!) <= tolerance * value) return combined(basis, weights);
  }
}

function largestOfTridiagonal(diagonal: readonly number[], beside: readonly number[]) {
  const size = diagonal.length;
  const matrix = Matrix.zeros(size, size);
  diagonal.forEach((value, i) => void matrix.set(i, i, value));
  beside.forEach((value, i) => void matrix.set(i, i + 1, value).set(i + 1, i, value));
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  const value = Math.max(...realEigenvalues);
  return { value, weights: eigenvectorMatrix.getColumn(realEigenvalues.indexOf(value)) };
}

function combined(basis: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const sum = new Float64Array(basis[0].length);
  basis.forEach((vector, i) => {
    for (let j = 0; j < sum.length; j++) sum[j] += weights[i] * vector[j];
  });
  return sum;
}

function centredRows(table: ArrayLike<number>, width: number): Float64Array {
  const centred = Float64Array.from(table);
  const rows = centred.length / width;
  for (let j = 0; j < width; j++) {
    let mean = 0;
    for (let row = 0; row < rows; row++) mean += centred[row * width + j] / rows;
    for (let row = 0; row < rows; row++) centred[row * width + j] -= mean;
  }
  return centred;
}

/** X·v, [rows] */
function times(x: Float64Array, v: Float64Array): Float64Array {
  const width = v.length;
  return Float64Array.from({ length: x.length / width }, (_, row) => {
    let sum = 0;
    for (let j = 0; j < width; j++) sum += x[row * width + j] * v[j];
    return sum;
  });
}

/** Xᵀ·u, [width] */
function backTimes(x: Float64Array, u: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(width);
  for (let row = 0; row < u.length; row++) {
    for (let j = 0; j < width; j++) sums[j] += u[row] * x[row * width + j];
  }
  return sums;
}

/** What of a vector is orthogonal to a basis; done twice, since rounding leaves some after once. */
function orthogonal(vector: Float64Array, basis: readonly Float64Array[]): Float64Array {
  const rest = vector.slice();
  for (let pass = 0; pass < 2; pass++) {
    for (const other of basis) {
      const along = product(rest, other);
      for (let j = 0; j < rest.length; j++) rest[j] -= along * other[j];
    }
  }
  return rest;
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function length(vector: Float64Array): number {
  return Math.sqrt(product(vector, vector));
}
