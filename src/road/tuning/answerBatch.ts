import type { Tensors } from '../../engine/runtime.ts';
import type { ModelConfig } from '../../models/family.ts';
import { attentionMask } from '../../models/inference/attentionMask.ts';

/** A text as tokens, of which some are answers: what the model is to say itself. */
export interface AnsweredTokens {
  readonly ids: readonly number[];
  /** Whether each of them belongs to an answer; a token that ends one does. */
  readonly answers: readonly boolean[];
}

/**
 * Sequences side by side as a tuning graph reads them: cut after `tokens`, padded with token 0 where they end before, which
 * nobody sees, since tokens look back only and padding is never scored.
 */
export function batchOf(config: ModelConfig, sequences: readonly AnsweredTokens[], tokens: number): Tensors {
  const batch = sequences.length;
  const ids = new BigInt64Array(batch * tokens);
  const targets = new BigInt64Array(batch * tokens);
  const weights = new Float32Array(batch * tokens);
  sequences.forEach((sequence, b) => {
    const last = Math.min(tokens, sequence.ids.length - 1);
    for (let t = 0; t < last; t++) {
      // Tokens come before sequences, as ModelInputs has them.
      const row = t * batch + b;
      ids[row] = BigInt(sequence.ids[t]);
      targets[row] = BigInt(sequence.ids[t + 1]);
      weights[row] = sequence.answers[t + 1] ? 1 : 0;
    }
  });
  const shape = [batch * tokens];
  return {
    ids: { data: ids, shape },
    targets: { data: targets, shape },
    weights: { data: weights, shape },
    positions: { data: BigInt64Array.from({ length: tokens }, (_, i) => BigInt(i)), shape: [tokens] },
    mask: attentionMask(config, tokens),
  };
}
