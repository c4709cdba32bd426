import { Graph, type Value } from '../engine/graph.ts';
import { cast } from '../engine/operators/elementwise.ts';
import { valueNorms } from './attention.ts';
import { type ParameterSource, parameterSource } from './family.ts';
import { Hooks } from './hooks.ts';
import type { CheckedModel } from './parameters.ts';

/**
 * The graph of a model for one text. Inputs: `ids` and `positions`, both [T] (i64); `mask` [T, T] (causalMask.ts);
 * `rows` [N] (i64), the tokens after which logits are asked for. Outputs: `logits` [N, V], and the hooks asked for.
 * @param isWanted whether an activation, by its full name, is to be an output
 */
export function modelGraph(model: CheckedModel, isWanted: (hook: string) => boolean): Graph {
  const graph = new Graph();
  const inputs = {
    ids: graph.input('ids', 'i64', ['T']),
    positions: graph.input('positions', 'i64', ['T']),
    mask: graph.input('mask', 'f32', ['T', 'T']),
    rows: graph.input('rows', 'i64', ['N']),
    batch: 1,
  };
  const logits = model.family.forward(model.config, parametersOf(model, graph), inputs, new Hooks(isWanted));
  graph.output('logits', logits);
  return graph;
}

/** The graph of ‖v·W_O‖ for each head and key of one layer. Input: `v` [1, K, T, d]; output: `norms` [1, H, T]. */
export function valueNormGraph(model: CheckedModel, layer: number): Graph {
  const { family, config } = model;
  const { heads, keyValueHeads, headSize } = config;
  const graph = new Graph();
  const v = graph.input('v', 'f32', [1, keyValueHeads, 'T', headSize]);
  const outputWeight = family.outputWeight(config, parametersOf(model, graph), layer);
  graph.output('norms', valueNorms(v, outputWeight, { batch: 1, tokens: 'T', heads, keyValueHeads, headSize }));
  return graph;
}

/** The names of all activations that a model has, in the order of the computation. */
export function hookNames(model: CheckedModel): string[] {
  return [...modelGraph(model, () => true).outputs.keys()].filter((name) => name !== 'logits');
}

/** Each stored parameter as f32: in its place in the file, cast where it is stored in half precision. */
function parametersOf({ parameters }: CheckedModel, graph: Graph): ParameterSource {
  const values = new Map<string, Value>();
  return parameterSource((name) => {
    const stored = parameters.get(name);
    if (!stored) return undefined;
    const value = values.get(name) ?? cast(graph.weight(name, stored.dtype, stored.shape, stored), 'f32');
    values.set(name, value);
    return value;
  });
}
