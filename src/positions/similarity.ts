/** How two positions are compared: PE_i · PE_j, or that of their directions. */
export const similarityMeasures = ['dot', 'cosine'] as const;
export type SimilarityMeasure = (typeof similarityMeasures)[number];

/**
 * Similarity of every two rows of a table, [positions, positions]. The cosine with a row of zeros is NaN.
 * @param table [positions, width]
 */
export function similarities(table: ArrayLike<number>, positions: number, measure: SimilarityMeasure): Float32Array {
  const width = table.length / positions;
  const lengths = new Float64Array(positions).fill(1);
  if (measure === 'cosine') {
    for (let i = 0; i < positions; i++) lengths[i] = Math.sqrt(product(table, i * width, i * width, width));
  }
  const matrix = new Float32Array(positions * positions);
  for (let i = 0; i < positions; i++) {
    for (let j = 0; j <= i; j++) {
      const similarity = product(table, i * width, j * width, width) / (lengths[i] * lengths[j]);
      matrix[i * positions + j] = similarity;
      matrix[j * positions + i] = similarity;
    }
  }
  return matrix;
}

function product(table: ArrayLike<number>, a: number, b: number, width: number): number {
  let sum = 0;
  for (let k = 0; k < width; k++) sum += table[a + k] * table[b + k];
  return sum;
}

/** How a similarity depends on the distance i − j. */
export interface ByDistance {
  /** Mean over all pairs so far apart, [positions]; NaN where there is none. */
  readonly mean: Float64Array;
  /** Standard deviation over them, [positions]: 0 where the distance alone decides. */
  readonly deviation: Float64Array;
  /**
   * How much of what the similarity tells apart does not come from the distance: the root mean square of what is left
   * when the mean of its distance is taken from every pair, over that when the mean of all is taken from it. 0: the
   * distance alone decides; 1: it decides nothing; NaN where all pairs are alike.
   */
  readonly departure: number;
}

/** @param matrix [positions, positions], symmetric; pairs that are NaN do not count */
export function byDistance(matrix: Float32Array, positions: number): ByDistance {
  const mean = new Float64Array(positions);
  const deviation = new Float64Array(positions);
  const known = matrix.filter((value) => !Number.isNaN(value));
  const overall = known.reduce((sum, value) => sum + value, 0) / known.length;
  let left = 0;
  let all = 0;
  for (let distance = 0; distance < positions; distance++) {
    const values: number[] = [];
    for (let i = distance; i < positions; i++) values.push(matrix[i * positions + i - distance]);
    const pairs = values.filter((value) => !Number.isNaN(value));
    mean[distance] = pairs.reduce((sum, value) => sum + value, 0) / pairs.length;
    const squares = pairs.reduce((sum, value) => sum + (value - mean[distance]) ** 2, 0);
    deviation[distance] = Math.sqrt(squares / pairs.length);
    // Every pair but those of the diagonal stands in the matrix twice.
    const weight = distance === 0 ? 1 : 2;
    left += weight * squares;
    all += weight * pairs.reduce((sum, value) => sum + (value - overall) ** 2, 0);
  }
  return { mean, deviation, departure: all > 0 ? Math.sqrt(left / all) : Number.NaN };
}
