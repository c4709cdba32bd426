import { sinusoidFormula } from '../../positions/sinusoid.ts';

/** Rows of numbers; all as long as each other. */
export type Rows = readonly (readonly number[])[];

interface SelfAttentionInput {
  /** A row for each token, [T][d]. */
  readonly vectors: Rows;
  /** Whether the sinusoid's rows are added (Vaswani et al. 2017, 3.5). */
  readonly positions: boolean;
  /** W_Q, W_K, W_V: vectors are multiplied by them from the left, [d][d]. */
  readonly query: Rows;
  readonly key: Rows;
  readonly value: Rows;
  /** Whether scores are divided by √d. */
  readonly scaled: boolean;
  /** Whether a token may look only at itself and what came before. */
  readonly masked: boolean;
}

/** Every table on the way of one head of self-attention, in its order. */
export interface SelfAttention {
  readonly positions: Rows;
  /** Vectors plus positions, [T][d]. */
  readonly z: Rows;
  readonly q: Rows;
  readonly k: Rows;
  readonly v: Rows;
  /** q·k, [T][T], query down, key across. */
  readonly products: Rows;
  /** Divided, and −∞ where a token may not look. */
  readonly scores: Rows;
  /** Each row sums to 1. */
  readonly weights: Rows;
  /** Values, weighted and summed, [T][d]. */
  readonly output: Rows;
}

/** Scaled dot-product attention (Vaswani et al. 2017, 3.2.1) of so few tokens that each number can be looked at. */
export function selfAttention(input: SelfAttentionInput): SelfAttention {
  const { vectors, query, key, value } = input;
  const width = vectors[0].length;
  const positions = vectors.map((row, t) => row.map((_, i) => (input.positions ? sinusoidFormula(t, i, width) : 0)));
  const z = vectors.map((row, t) => row.map((number, i) => number + positions[t][i]));
  const [q, k, v] = [query, key, value].map((matrix) => product(z, matrix));
  const products = product(q, transposed(k));
  const divisor = input.scaled ? Math.sqrt(width) : 1;
  const scores = products.map((row, t) =>
    row.map((score, s) => (input.masked && s > t ? Number.NEGATIVE_INFINITY : score / divisor)),
  );
  const weights = scores.map(softmaxOf);
  return { positions, z, q, k, v, products, scores, weights, output: product(weights, v) };
}

/** [n][m] times [m][p] */
export function product(a: Rows, b: Rows): number[][] {
  return a.map((row) => b[0].map((_, j) => row.reduce((sum, number, i) => sum + number * b[i][j], 0)));
}

function transposed(rows: Rows): number[][] {
  return rows[0].map((_, j) => rows.map((row) => row[j]));
}

/** Numbers as shares of their exponentials; at least one is finite. */
export function softmaxOf(scores: readonly number[]): number[] {
  // One by one: a vocabulary has more scores than a call may have arguments.
  const highest = scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  const powers = scores.map((score) => Math.exp(score - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

export function identity(size: number): number[][] {
  return Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)));
}
