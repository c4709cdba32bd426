import type { TokenSummary } from '../../src/protocol/run.ts';

/** How many characters two tokens share; tokens that stand for no characters share one where both stand at the end. */
function shared(one: TokenSummary, other: TokenSummary): number {
  if (one.start === one.end || other.start === other.end) {
    return one.start === one.end && other.start === other.end && one.start === other.start ? 1 : 0;
  }
  return Math.max(0, Math.min(one.end, other.end) - Math.max(one.start, other.start));
}

/**
 * Weights over the tokens of one tokenizer as weights over those of another, of the same text: each is shared out by the
 * characters. Their sum stays. Weight on characters that the other leaves out is lost.
 */
export function carriedOver(
  weights: ArrayLike<number>,
  from: readonly TokenSummary[],
  to: readonly TokenSummary[],
): Float32Array {
  const carried = new Float32Array(to.length);
  for (const [i, token] of from.entries()) {
    const parts = to.map((other) => shared(token, other));
    const sum = parts.reduce((total, part) => total + part, 0);
    if (sum === 0) continue;
    for (const [k, part] of parts.entries()) carried[k] += (weights[i] * part) / sum;
  }
  return carried;
}

/** The token of another tokenizer that shares most characters with a token; null where none does. */
export function counterpart(token: TokenSummary, others: readonly TokenSummary[]): number | null {
  let [found, most]: [number | null, number] = [null, 0];
  for (const [i, other] of others.entries()) {
    const characters = shared(token, other);
    if (characters > most) [found, most] = [i, characters];
  }
  return found;
}

/** One row of [rows, columns]. */
export function rowAt(data: Float32Array, columns: number, row: number): Float32Array {
  return data.subarray(row * columns, (row + 1) * columns);
}

/** One column of [rows, columns]. */
export function columnAt(data: Float32Array, columns: number, column: number): Float32Array {
  return Float32Array.from({ length: data.length / columns }, (_, row) => data[row * columns + column]);
}
