/**
 * Makes the rows of a square matrix orthonormal, in place: from each is taken what points along those before it (Gram and
 * Schmidt). Rows must be linearly independent, as those drawn at random are.
 * @param data [size, size]
 */
export function orthogonalize(data: Float32Array, size: number): void {
  const rows: Float64Array[] = [];
  for (let i = 0; i < size; i++) {
    const row = Float64Array.from(data.subarray(i * size, (i + 1) * size));
    // Twice: what rounding left of the other rows counts for more once the row has become short.
    for (let pass = 0; pass < 2; pass++) for (const before of rows) addScaled(row, before, -product(row, before));
    const length = Math.sqrt(product(row, row));
    rows.push(row.map((value) => value / length));
    data.set(rows[i], i * size);
  }
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function addScaled(sum: Float64Array, part: Float64Array, factor: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] += factor * part[i];
}
