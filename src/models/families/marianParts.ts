import type { Value } from '../../engine/graph.ts';
import { add, log, scale } from '../../engine/operators/elementwise.ts';
import { gather } from '../../engine/operators/indexing.ts';
import { reshape, transpose } from '../../engine/operators/layout.ts';
import { linear } from '../../engine/operators/matrix.ts';
import { layerNorm } from '../../engine/operators/normalization.ts';
import type { Dim } from '../../engine/shape.ts';
import { tableOf } from '../../positions/scheme.ts';
import { concatenatedWaves } from '../../positions/sinusoid.ts';
import type { ParameterSource } from '../family.ts';
import type { Hooks } from '../hooks.ts';
import { attend, type Past } from '../layers/attention.ts';
import type { Named } from '../translator.ts';
import type { MarianConfig } from './marian.ts';

// The parts of which both halves of the transformer of Vaswani et al. 2017 are made, with Marian's parameters.

/** As torch.nn.LayerNorm has it, which Marian leaves as it is. */
const epsilon = 1e-5;

/** One attention of a layer: where its weights are, how many heads it has, and what it may look at. */
interface AttentionPart {
  readonly name: string;
  readonly heads: number;
  readonly mask: Value;
  readonly past?: Past;
}

/** A stream of tokens on its way through the layers. */
interface Stream {
  readonly tokens: Dim;
  readonly batch: number;
  readonly rows: Dim;
}

/** 0, or −∞ for what fills up a shorter sequence: [S, batch] → [batch, 1, 1, S]. */
export function sourceMask(presence: Value): Value {
  const [tokens, batch] = presence.shape;
  return reshape(transpose(log(presence), [1, 0]), [batch, 1, 1, tokens]);
}

/** [T·batch, C] → [T, batch, H, d] */
export function headsOf(x: Value, heads: number, width: number, { tokens, batch }: Stream): Value {
  return reshape(x, [tokens, batch, heads, width / heads]);
}

/** W·x + b by the parameters of that name, [n, in] → [n, out]. */
export function project(parameter: ParameterSource, x: Value, name: string): Value {
  return linear(x, parameter(`${name}.weight`), parameter(`${name}.bias`), 'out-in');
}

/** Layer normalisation by the parameters of that name, [n, C]; noted under `hook`. */
export function normalize(parameter: ParameterSource, x: Value, name: string, hook: string, hooks: Hooks): Value {
  const normalized = layerNorm(x, parameter(`${name}.weight`), parameter(`${name}.bias`), epsilon);
  hooks.note(`${hook}.hook_scale`, normalized.scale);
  return hooks.point(`${hook}.hook_normalized`, normalized.output);
}

/** Scaled embeddings with sines and cosines added, [T·batch, C]. */
export function embed(
  { width, contextLength, embeddingScale }: MarianConfig,
  table: Value,
  ids: Value,
  positions: Value,
  { tokens, batch, rows }: Stream,
  hooks: Hooks,
): Value {
  const embedded = hooks.point('hook_embed', scale(gather(table, ids), embeddingScale)); // [rows, C]
  const waves = Float32Array.from(tableOf(concatenatedWaves, contextLength, width));
  const placed = gather(ids.graph.constant(waves, [contextLength, width]), positions); // [T, C]
  const everySequence = reshape(hooks.point('hook_pos_embed', placed), [tokens, 1, width]);
  return reshape(add(reshape(embedded, [tokens, batch, width]), everySequence), [rows, width]);
}

/** What self-attention writes, and its keys and values, [T, batch, H, d]. */
export function selfAttention(
  { width }: MarianConfig,
  parameter: ParameterSource,
  x: Value,
  { name, heads, mask, past }: AttentionPart,
  stream: Stream,
  hooks: Hooks,
): { readonly written: Value; readonly k: Value; readonly v: Value } {
  const [q, k, v] = ['q', 'k', 'v'].map((part) =>
    hooks.point(`hook_${part}`, headsOf(project(parameter, x, `${name}.${part}_proj`), heads, width, stream)),
  );
  const z = attendWith(parameter, { q, k, v }, { name, heads, mask, past }, width, stream, hooks);
  return { written: project(parameter, z, `${name}.out_proj`), k, v };
}

/** What attention to the source writes. */
export function crossAttention(
  { width }: MarianConfig,
  parameter: ParameterSource,
  x: Value,
  memory: Named,
  layer: number,
  part: AttentionPart,
  stream: Stream,
  hooks: Hooks,
): Value {
  const q = hooks.point('hook_q', headsOf(project(parameter, x, `${part.name}.q_proj`), part.heads, width, stream));
  const z = attendWith(parameter, { q, k: memory[`${layer}.k`], v: memory[`${layer}.v`] }, part, width, stream, hooks);
  return project(parameter, z, `${part.name}.out_proj`);
}

/** z, [T·batch, H·d] */
function attendWith(
  parameter: ParameterSource,
  operands: Readonly<Record<'q' | 'k' | 'v', Value>>,
  { name, heads, mask, past }: AttentionPart,
  width: number,
  { tokens, batch, rows }: Stream,
  hooks: Hooks,
): Value {
  const headSize = width / heads;
  // W_O as the hooks want it, [H·d, C]; torch.nn.Linear stores it the other way round.
  const outputWeight = () => transpose(parameter(`${name}.out_proj.weight`), [1, 0]);
  const inputs = { ...operands, mask, past, scale: 1 / Math.sqrt(headSize), outputWeight };
  return attend(inputs, { batch, tokens, heads, keyValueHeads: heads, headSize }, rows, hooks);
}

/** The MLP with its norm: LN(x + W₂·activation(W₁·x)). */
export function feedForward(
  { activation }: MarianConfig,
  parameter: ParameterSource,
  x: Value,
  layer: string,
  hook: string,
  hooks: Hooks,
): Value {
  const pre = hooks.point('mlp.hook_pre', project(parameter, x, `${layer}.fc1`));
  const post = hooks.point('mlp.hook_post', activation(pre));
  const written = hooks.point('hook_mlp_out', project(parameter, post, `${layer}.fc2`));
  return normalize(parameter, add(x, written), `${layer}.final_layer_norm`, hook, hooks);
}
