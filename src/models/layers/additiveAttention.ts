import type { Value } from '../../engine/graph.ts';
import { add, tanh } from '../../engine/operators/elementwise.ts';
import { reshape } from '../../engine/operators/layout.ts';
import { matmul } from '../../engine/operators/matrix.ts';
import { softmax } from '../../engine/operators/reduction.ts';

/** What a decoder looks at, tokens within sequences. */
interface Annotations {
  /** h_j, [batch, S, H] */
  readonly states: Value;
  /** U·h_j, which is the same at every step, [batch, S, A] */
  readonly keys: Value;
  /** Added to the scores: 0, or −∞ for what is not there, [batch, S] */
  readonly mask: Value;
}

interface AdditiveWeights {
  /** W, [A, H] */
  readonly query: Value;
  /** v, [1, A] */
  readonly score: Value;
}

export interface Attended {
  /** e_j, −∞ for what is not there, [batch, S] */
  readonly scores: Value;
  /** α_j, [batch, S] */
  readonly pattern: Value;
  /** c, [batch, H] */
  readonly context: Value;
}

/**
 * Additive attention (Bahdanau et al. 2015, A.1.2): e_j = vᵀ·tanh(W·s + U·h_j), α = softmax(e), c = Σ α_j·h_j.
 * @param state s, [batch, H], the decoder's before its step; annotations of one sequence serve all
 */
export function attendAdditively(
  state: Value,
  { states, keys, mask }: Annotations,
  weights: AdditiveWeights,
): Attended {
  const [batch, width] = state.shape;
  const [size] = weights.query.shape;
  const [, tokens] = keys.shape;
  const query = reshape(matmul(state, weights.query, { transposeB: true }), [batch, 1, size]);
  const energies = matmul(tanh(add(keys, query)), weights.score, { transposeB: true }); // [batch, S, 1]
  const scores = add(reshape(energies, [batch, tokens]), mask);
  const pattern = softmax(scores);
  const context = matmul(reshape(pattern, [batch, 1, tokens]), states); // [batch, 1, H]
  return { scores, pattern, context: reshape(context, [batch, width]) };
}
