import type { Value } from '../../engine/graph.ts';
import { add, expand, multiply, sqrt } from '../../engine/operators/elementwise.ts';
import { concat, reshape, splitLike, transpose } from '../../engine/operators/layout.ts';
import { matmul } from '../../engine/operators/matrix.ts';
import { reduceSum, softmax } from '../../engine/operators/reduction.ts';
import type { Dim } from '../../engine/shape.ts';
import type { Hooks } from '../hooks.ts';

interface AttentionShape {
  readonly batch: number;
  readonly tokens: Dim;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headSize: number;
}

interface AttentionInputs {
  /** [T, batch, H, d], rotated where positions rotate. */
  readonly q: Value;
  /** [T, batch, K, d] */
  readonly k: Value;
  readonly v: Value;
  /** [T, T], or [T, P + T] where something came before. */
  readonly mask: Value;
  /** What came before these tokens. */
  readonly past?: Past;
  /** What q·k is multiplied by, usually 1/√d. */
  readonly scale: number;
  /** W_O, [H·d, C]: only for hooks that look at what a head writes. */
  readonly outputWeight: () => Value;
}

/** What attention remembers of P tokens that came before, [P, batch, K, d] each. */
export interface Past {
  /** Rotated where positions rotate. */
  readonly k: Value;
  readonly v: Value;
}

/** [T·batch, heads·d] → [T, batch, heads, d] */
export function splitHeads(x: Value, { batch, tokens, headSize }: AttentionShape, heads: number): Value {
  return reshape(x, [tokens, batch, heads, headSize]);
}

/**
 * Causal multi-head attention (Vaswani et al. 2017, 3.2): softmax(q·kᵀ·scale + mask)·v for each head. With fewer
 * key-value heads than heads, each serves a group of neighbouring heads (Ainslie et al. 2023).
 *
 * Tokens come before sequences in every row of a batch: ONNX Runtime's products read such operands where they lie
 * (FusedMatMul's transBatch), which leaves one transposition where the other order needs four. Past and present keys
 * meet in their scores only: to join them before would copy the whole past for every token.
 * @returns z, [T·batch, H·d]
 */
export function attend(inputs: AttentionInputs, shape: AttentionShape, rows: Dim, hooks: Hooks): Value {
  const { heads, headSize } = shape;
  const parts = inputs.past ? [inputs.past, inputs] : [inputs];
  const q = transpose(inputs.q, [1, 2, 0, 3]); // [batch, H, T, d]
  const keys = parts.map(({ k }) => repeatHeads(transpose(k, [1, 2, 0, 3]), shape)); // [batch, H, P or T, d]
  const values = parts.map(({ v }) => repeatHeads(transpose(v, [1, 2, 0, 3]), shape)); // [batch, H, P or T, d]
  const products = (scale?: number) => keys.map((k) => matmul(q, k, { transposeB: true, scale }));

  hooks.note('hook_raw_scores', () => concat(products(), 3));
  const scaled = products(inputs.scale);
  const scores = hooks.point('hook_attn_scores', add(concat(scaled, 3), inputs.mask)); // [batch, H, T, P + T]
  const pattern = hooks.point('hook_pattern', softmax(scores)); // [batch, H, T, P + T]
  const weighted = splitLike(pattern, scaled, 3).map((weights, i) => matmul(weights, values[i]));
  const z = hooks.point('hook_z', transpose(weighted.reduce(add), [2, 0, 1, 3])); // [T, batch, H, d]
  hooks.note('hook_result', () =>
    transpose(byHead(transpose(z, [1, 2, 0, 3]), inputs.outputWeight(), shape), [2, 0, 1, 3]),
  );
  hooks.note('hook_value_norm', () => {
    const norms = valueNorms(transpose(inputs.v, [1, 2, 0, 3]), inputs.outputWeight(), shape);
    return transpose(norms, [2, 0, 1]); // [T, batch, H]
  });
  return reshape(z, [rows, heads * headSize]);
}

/**
 * ‖v·W_O‖ for each head and key: α times it is the size of what a key contributes through a head (Kobayashi et al.
 * 2020), ‖α·v·W_O‖.
 * @param v [batch, K, T, d]
 * @returns [batch, H, T]
 */
export function valueNorms(v: Value, outputWeight: Value, shape: AttentionShape): Value {
  const written = byHead(repeatHeads(v, shape), outputWeight, shape); // [batch, H, T, C]
  return sqrt(reduceSum(multiply(written, written), [-1]));
}

/** [batch, H, T, d] times each head's rows of W_O: [batch, H, T, C]. */
function byHead(x: Value, outputWeight: Value, { heads, headSize }: AttentionShape): Value {
  return matmul(x, reshape(outputWeight, [heads, headSize, outputWeight.shape[1]]));
}

/** [batch, K, T, d] → [batch, H, T, d]: each key-value head once for every head of its group. */
function repeatHeads(x: Value, { batch, heads, keyValueHeads, headSize }: AttentionShape): Value {
  if (heads === keyValueHeads) return x;
  const [, , tokens] = x.shape;
  const group = heads / keyValueHeads;
  const repeated = expand(reshape(x, [batch, keyValueHeads, 1, tokens, headSize]), [1, 1, group, 1, 1]);
  return reshape(repeated, [batch, heads, tokens, headSize]);
}
