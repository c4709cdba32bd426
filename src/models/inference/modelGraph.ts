import { Graph } from '../../engine/graph.ts';
import { multiply } from '../../engine/operators/elementwise.ts';
import type { ModelConfig, ModelInputs } from '../family.ts';
import { Hooks, type Intervention } from '../hooks.ts';
import { valueNorms } from '../layers/attention.ts';
import type { CheckedModel } from '../parameters.ts';
import { storedParameters } from '../storedParameters.ts';
import { maskShape } from './attentionMask.ts';

/**
 * The graph of a model for one text. Inputs: `ids` and `positions`, both [T] (i64); `mask` (attentionMask.ts);
 * `rows` [N] (i64), the tokens after which logits are asked for. Outputs: `logits` [N, V], and the hooks asked for.
 * @param isWanted whether an activation, by its full name, is to be an output
 * @param isScaled whether there is another input, `position_factor` [] (f32), by which the table's rows and the angles are
 * multiplied: 1 leaves them, 0 takes positions away
 */
export function modelGraph(model: CheckedModel, isWanted: (hook: string) => boolean, isScaled = false): Graph {
  const graph = new Graph();
  const inputs = textInputs(graph, model.config);
  const intervene = isScaled ? scaledPositions(graph) : undefined;
  const logits = model.family.forward(
    model.config,
    storedParameters(model.parameters, graph),
    inputs,
    new Hooks(isWanted, intervene),
  );
  graph.output('logits', logits);
  return graph;
}

/** The inputs of a graph for one text, as modelGraph has them. */
export function textInputs(graph: Graph, config: ModelConfig): ModelInputs {
  return {
    ids: graph.input('ids', 'i64', ['T']),
    positions: graph.input('positions', 'i64', ['T']),
    mask: graph.input('mask', 'f32', maskShape(config, 'T', 'T')),
    rows: graph.input('rows', 'i64', ['N']),
    batch: 1,
  };
}

/** Where positions enter by other ways than the mask. */
const positionHooks: readonly string[] = ['hook_pos_embed', 'hook_rot_angle'];

function scaledPositions(graph: Graph): Intervention {
  const factor = graph.input('position_factor', 'f32', []);
  return (name, activation) => (positionHooks.includes(name) ? multiply(activation, factor) : activation);
}

/**
 * The graph of a model for N tokens that go on after P others. Inputs: `ids` and `positions`, both [N] (i64); `mask`
 * (attentionMask.ts); `rows` [R] (i64), those of the N after which logits are asked for; and, for each layer, what it
 * remembers of the P tokens (pastNames), [P, 1, K, d]. Outputs: `logits` [R, V], and the same of the N tokens
 * (presentNames), [N, 1, K, d]. P must be at least 1: ONNX Runtime's products end the process where an axis is empty.
 */
export function decodingGraph(model: CheckedModel): Graph {
  const { family, config } = model;
  const graph = new Graph();
  const remembered = (name: string) => graph.input(name, 'f32', ['P', 1, config.keyValueHeads, config.headSize]);
  const inputs = {
    ids: graph.input('ids', 'i64', ['N']),
    positions: graph.input('positions', 'i64', ['N']),
    mask: graph.input('mask', 'f32', maskShape(config, 'N', 'P + N')),
    rows: graph.input('rows', 'i64', ['R']),
    batch: 1,
    past: pastNames(model).map(({ k, v }) => ({ k: remembered(k), v: remembered(v) })),
  };
  const wanted = new Set(presentNames(model).flatMap(({ k, v }) => [k, v]));
  const hooks = new Hooks((name) => wanted.has(name));
  graph.output('logits', family.forward(config, storedParameters(model.parameters, graph), inputs, hooks));
  return graph;
}

/** Where keys and values go in, by layer. */
export function pastNames({ config }: CheckedModel): { readonly k: string; readonly v: string }[] {
  return Array.from({ length: config.layers }, (_, l) => ({ k: `past.${l}.k`, v: `past.${l}.v` }));
}

/** Where keys, rotated where positions rotate, and values come out, by layer. */
export function presentNames({ config }: CheckedModel): { readonly k: string; readonly v: string }[] {
  const key = config.positions.rotates ? 'hook_rot_k' : 'hook_k';
  return Array.from({ length: config.layers }, (_, l) => {
    return { k: `blocks.${l}.attn.${key}`, v: `blocks.${l}.attn.hook_v` };
  });
}

/** The graph of ‖v·W_O‖ for each head and key of one layer. Input: `v` [1, K, T, d]; output: `norms` [1, H, T]. */
export function valueNormGraph(model: CheckedModel, layer: number): Graph {
  const { family, config } = model;
  const { heads, keyValueHeads, headSize } = config;
  const graph = new Graph();
  const v = graph.input('v', 'f32', [1, keyValueHeads, 'T', headSize]);
  const outputWeight = family.outputWeight(config, storedParameters(model.parameters, graph), layer);
  graph.output('norms', valueNorms(v, outputWeight, { batch: 1, tokens: 'T', heads, keyValueHeads, headSize }));
  return graph;
}

/** The names of all activations that a model has, in the order of the computation. */
export function hookNames(model: CheckedModel): string[] {
  return [...modelGraph(model, () => true).outputs.keys()].filter((name) => name !== 'logits');
}
