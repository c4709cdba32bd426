/** A tensor for arithmetic in double precision. Parameters stay as they came: reading an f32 makes it a double. */
export interface Doubles {
  readonly data: Float64Array | Float32Array;
  readonly shape: readonly number[];
}

/** `alpha · A·B` of one pair of matrices, A [m, k] and B [k, n], each perhaps stored transposed. */
interface ProductSizes {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly transA: boolean;
  readonly transB: boolean;
  readonly alpha: number;
}

/** Writes the product of the matrices at `aAt` and `bAt` to `c` [m, n] at `cAt`. */
export function multiplyMatrices(
  c: Float64Array,
  cAt: number,
  a: Doubles['data'],
  aAt: number,
  b: Doubles['data'],
  bAt: number,
  { m, n, k, transA, transB, alpha }: ProductSizes,
): void {
  const rows = rowsOf(a, aAt, m, k, transA);
  const columns = rowsOf(b, bAt, n, k, !transB);
  // Two rows by four columns at a time: their eight sums stay in registers. At an edge the last is computed again.
  for (let i = 0; i < m; i += 2) {
    const a0 = i * k;
    const a1 = Math.min(i + 1, m - 1) * k;
    for (let j = 0; j < n; j += 4) {
      const [j1, j2, j3] = [Math.min(j + 1, n - 1), Math.min(j + 2, n - 1), Math.min(j + 3, n - 1)];
      const [b0, b1, b2, b3] = [j * k, j1 * k, j2 * k, j3 * k];
      let [s00, s01, s02, s03, s10, s11, s12, s13] = [0, 0, 0, 0, 0, 0, 0, 0];
      for (let p = 0; p < k; p++) {
        const x0 = rows[a0 + p];
        const x1 = rows[a1 + p];
        const y0 = columns[b0 + p];
        const y1 = columns[b1 + p];
        const y2 = columns[b2 + p];
        const y3 = columns[b3 + p];
        s00 += x0 * y0;
        s01 += x0 * y1;
        s02 += x0 * y2;
        s03 += x0 * y3;
        s10 += x1 * y0;
        s11 += x1 * y1;
        s12 += x1 * y2;
        s13 += x1 * y3;
      }
      const c0 = cAt + i * n;
      const c1 = cAt + Math.min(i + 1, m - 1) * n;
      c[c0 + j] = alpha * s00;
      c[c0 + j1] = alpha * s01;
      c[c0 + j2] = alpha * s02;
      c[c0 + j3] = alpha * s03;
      c[c1 + j] = alpha * s10;
      c[c1 + j1] = alpha * s11;
      c[c1 + j2] = alpha * s12;
      c[c1 + j3] = alpha * s13;
    }
  }
}

/** A matrix [count, length] with its rows one after the other; `isTransposed` says that it lies as [length, count]. */
function rowsOf(data: Doubles['data'], at: number, count: number, length: number, isTransposed: boolean): Float64Array {
  const stored = data.subarray(at, at + count * length);
  if (!isTransposed) return stored instanceof Float64Array ? stored : Float64Array.from(stored);
  const rows = new Float64Array(count * length);
  for (let p = 0; p < length; p++) {
    for (let i = 0; i < count; i++) rows[i * length + p] = stored[p * count + i];
  }
  return rows;
}
