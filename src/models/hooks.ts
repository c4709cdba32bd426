import type { Value } from '../engine/graph.ts';
import type { Tensor } from '../engine/runtime.ts';

/** An activation worth seeing, under the name that TransformerLens gives it. `{l}` stands for the layer. */
interface Hook {
  readonly name: string;
  /**
   * T tokens, C width, H heads, K key-value heads, d numbers per head, M width of the MLP. Of translators, T are the target's
   * tokens and S the source's. Of recurrent networks, N is the size of the state, and E that of embeddings.
   */
  readonly shape: string;
  readonly meaning: string;
}

/**
 * Every hook point. A family has those that its architecture has. What an encoder computes goes by the same names behind
 * `encoder.`, with S tokens instead of T.
 */
export const hookTable: readonly Hook[] = [
  { name: 'hook_embed', shape: '[T, C]', meaning: 'token embeddings' },
  { name: 'hook_pos_embed', shape: '[T, C]', meaning: 'rows of the position table' },
  {
    name: 'hook_rot_angle',
    shape: '[T, d/2]',
    meaning: 'angles by which pairs of queries and keys turn, radians (not in TransformerLens)',
  },
  { name: 'blocks.{l}.hook_resid_pre', shape: '[T, C]', meaning: 'residual stream before the block' },
  { name: 'blocks.{l}.ln1.hook_scale', shape: '[T, 1]', meaning: 'what the norm before attention divides by' },
  {
    name: 'blocks.{l}.ln1.hook_normalized',
    shape: '[T, C]',
    meaning: 'its output, gain and bias applied (TransformerLens leaves out the gain of an RMSNorm)',
  },
  { name: 'blocks.{l}.attn.hook_q', shape: '[T, H, d]', meaning: 'queries, before any rotation' },
  { name: 'blocks.{l}.attn.hook_k', shape: '[T, K, d]', meaning: 'keys, before any rotation' },
  { name: 'blocks.{l}.attn.hook_v', shape: '[T, K, d]', meaning: 'values' },
  { name: 'blocks.{l}.attn.hook_rot_q', shape: '[T, H, d]', meaning: 'queries, rotated by position' },
  { name: 'blocks.{l}.attn.hook_rot_k', shape: '[T, K, d]', meaning: 'keys, rotated by position' },
  {
    name: 'blocks.{l}.attn.hook_raw_scores',
    shape: '[H, T, T]',
    meaning: 'q·k, neither scaled nor masked (not in TransformerLens)',
  },
  { name: 'blocks.{l}.attn.hook_attn_scores', shape: '[H, T, T]', meaning: 'q·k/√d, −∞ above the diagonal' },
  { name: 'blocks.{l}.attn.hook_pattern', shape: '[H, T, T]', meaning: 'softmax of the scores: attention weights' },
  { name: 'blocks.{l}.attn.hook_z', shape: '[T, H, d]', meaning: 'values, weighted and summed' },
  { name: 'blocks.{l}.attn.hook_result', shape: '[T, H, C]', meaning: 'z·W_O of each head, without the bias' },
  {
    name: 'blocks.{l}.attn.hook_value_norm',
    shape: '[T, H]',
    meaning: '‖v·W_O‖ of each key and head (not in TransformerLens)',
  },
  { name: 'blocks.{l}.hook_attn_out', shape: '[T, C]', meaning: 'what attention adds to the residual stream' },
  { name: 'blocks.{l}.hook_resid_mid', shape: '[T, C]', meaning: 'residual stream between attention and MLP' },
  { name: 'blocks.{l}.cross_attn.hook_q', shape: '[T, H, d]', meaning: 'queries to the source' },
  { name: 'blocks.{l}.cross_attn.hook_k', shape: '[S, H, d]', meaning: 'keys of the source' },
  { name: 'blocks.{l}.cross_attn.hook_v', shape: '[S, H, d]', meaning: 'values of the source' },
  {
    name: 'blocks.{l}.cross_attn.hook_raw_scores',
    shape: '[H, T, S]',
    meaning: 'q·k, not scaled (not in TransformerLens)',
  },
  {
    name: 'blocks.{l}.cross_attn.hook_attn_scores',
    shape: '[H, T, S]',
    meaning: 'q·k/√d; in additive attention, vᵀ·tanh(W·s + U·h)',
  },
  {
    name: 'blocks.{l}.cross_attn.hook_pattern',
    shape: '[H, T, S]',
    meaning: 'softmax of the scores: how much each target token looks at each source token',
  },
  { name: 'blocks.{l}.cross_attn.hook_z', shape: '[T, H, d]', meaning: 'values of the source, weighted and summed' },
  { name: 'blocks.{l}.cross_attn.hook_result', shape: '[T, H, C]', meaning: 'z·W_O of each head, without the bias' },
  {
    name: 'blocks.{l}.cross_attn.hook_value_norm',
    shape: '[S, H]',
    meaning: '‖v·W_O‖ of each source token and head (not in TransformerLens)',
  },
  {
    name: 'blocks.{l}.hook_cross_attn_out',
    shape: '[T, C]',
    meaning: 'what attention to the source adds to the residual stream',
  },
  {
    name: 'blocks.{l}.hook_resid_mid_cross',
    shape: '[T, C]',
    meaning: 'residual stream between attention to the source and MLP',
  },
  { name: 'blocks.{l}.ln2.hook_scale', shape: '[T, 1]', meaning: 'what the norm before the MLP divides by' },
  { name: 'blocks.{l}.ln2.hook_normalized', shape: '[T, C]', meaning: 'its output, gain and bias applied' },
  {
    name: 'blocks.{l}.mlp.hook_pre',
    shape: '[T, M]',
    meaning: 'before the activation function (the gate, where there is one)',
  },
  { name: 'blocks.{l}.mlp.hook_pre_linear', shape: '[T, M]', meaning: 'what the gate multiplies' },
  { name: 'blocks.{l}.mlp.hook_post', shape: '[T, M]', meaning: 'after the activation function and the gate' },
  { name: 'blocks.{l}.hook_mlp_out', shape: '[T, C]', meaning: 'what the MLP adds to the residual stream' },
  { name: 'blocks.{l}.hook_resid_post', shape: '[T, C]', meaning: 'residual stream after the block' },
  {
    name: 'blocks.{l}.ln3.hook_scale',
    shape: '[T, 1]',
    meaning: 'what the third norm of a translator’s layer divides by',
  },
  { name: 'blocks.{l}.ln3.hook_normalized', shape: '[T, C]', meaning: 'its output, gain and bias applied' },
  { name: 'hook_state', shape: '[T, N]', meaning: 'hidden states of a recurrent network (not in TransformerLens)' },
  {
    name: 'hook_out',
    shape: '[T, E]',
    meaning: 'what a recurrent network compares with the embeddings of all tokens (not in TransformerLens)',
  },
  { name: 'ln_final.hook_scale', shape: '[T, 1]', meaning: 'what the last norm divides by' },
  { name: 'ln_final.hook_normalized', shape: '[T, C]', meaning: 'its output, gain and bias applied' },
];

const axesByName = new Map(hookTable.map(({ name, shape }) => [name, shape.slice(1, -1).split(', ')]));

/** The axes that the table gives an activation: T, H and d for `blocks.3.attn.hook_q`. */
export function hookAxes(path: string): readonly string[] {
  const [, encoder, name] = /^(encoder\.)?(.*)$/.exec(path)!;
  const axes = axesByName.get(name.replace(/^blocks\.\d+\./, 'blocks.{l}.'));
  if (!axes) throw new Error(`${path} is not in the hook table`);
  return encoder ? axes.map((axis) => (axis === 'T' ? 'S' : axis)) : axes;
}

/**
 * An activation of a run without its batch of one, which is not to be seen: the axis behind that of the tokens, or before
 * the heads.
 */
export function withoutBatch(path: string, { data, shape }: Tensor): Tensor {
  const axes = hookAxes(path);
  if (shape.length === axes.length) return { data, shape };
  return { data, shape: shape.toSpliced(axes[0] === 'T' || axes[0] === 'S' ? 1 : 0, 1) };
}

/** Changes an activation on its way: scales a head, replaces a vector, drops numbers at random. */
export type Intervention = (name: string, activation: Value) => Value;

/** Declares the activations that are asked for as outputs of the graph, and lets interventions change them. */
export class Hooks {
  readonly #isWanted: (name: string) => boolean;
  readonly #intervene: Intervention;
  readonly #prefix: string;

  /** @param isWanted whether the activation of that full name is asked for */
  constructor(
    isWanted: (name: string) => boolean,
    intervene: Intervention = (_, activation) => activation,
    prefix = '',
  ) {
    this.#isWanted = isWanted;
    this.#intervene = intervene;
    this.#prefix = prefix;
  }

  static readonly none = new Hooks(() => false);

  /** The activation as the rest of the model is to see it; takes note of that one where it is wanted. */
  point(name: string, activation: Value): Value {
    const changed = this.#intervene(this.#prefix + name, activation);
    this.note(name, changed);
    return changed;
  }

  /** @param value an activation on which nothing depends, or how to make it where only this hook needs that work */
  note(name: string, value: Value | (() => Value)): void {
    const path = this.#prefix + name;
    if (!this.#isWanted(path)) return;
    const activation = typeof value === 'function' ? value() : value;
    activation.graph.output(path, activation);
  }

  /** The hooks of one part of the model: `hooks.within('blocks.3.attn.')`. */
  within(part: string): Hooks {
    return new Hooks(this.#isWanted, this.#intervene, this.#prefix + part);
  }
}
