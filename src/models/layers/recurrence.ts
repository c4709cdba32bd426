import type { Value } from '../../engine/graph.ts';
import { add, multiply, subtract, tanh } from '../../engine/operators/elementwise.ts';
import { reshape, split } from '../../engine/operators/layout.ts';
import { matmul } from '../../engine/operators/matrix.ts';

/** One step of a recurrent network (Elman 1990): tanh(W_hh·h + what the input brings), for every sequence of a batch. */
export function recurrentStep(brought: Value, hidden: Value | undefined, weight: Value): Value {
  return tanh(hidden ? add(brought, matmul(hidden, weight, { transposeB: true })) : brought);
}

/** What lies on the first axis of x [T·batch, C], token by token: T times [batch, C]. */
export function perToken(x: Value, tokens: number): readonly Value[] {
  const batch = (x.shape[0] as number) / tokens;
  if (tokens === 1) return [x];
  return split(
    x,
    0,
    Array.from({ length: tokens }, () => batch),
  );
}

/**
 * The hidden states of a recurrent layer, h_t = tanh(W_hh·h_{t−1} + W_xh·x_t + b), [batch, H] for each token. Unrolled:
 * every step is nodes of its own (CONTRIBUTING.md says what was measured).
 * @param brought W_xh·x + b of all tokens at once, [T·batch, H]
 * @param initial h_0, [batch, H]; zeros where absent
 * @param weight W_hh, [H, H]
 * @param presence [T, batch]: where it is 0, the state stays as it was; all tokens are there where absent
 */
export function recur(
  brought: Value,
  initial: Value | undefined,
  weight: Value,
  tokens: number,
  presence?: Value,
): Value[] {
  const kept = presence && perToken(reshape(presence, [brought.shape[0], 1]), tokens);
  const states: Value[] = [];
  let hidden = initial;
  perToken(brought, tokens).forEach((part, t) => {
    const next = recurrentStep(part, hidden, weight);
    // A sequence has at least one token, so that the first state is never one to keep.
    hidden = kept && hidden ? add(hidden, multiply(kept[t], subtract(next, hidden))) : next;
    states.push(hidden);
  });
  return states;
}
