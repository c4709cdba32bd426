import { gradients } from '../engine/gradients.ts';
import { Graph, type Value } from '../engine/graph.ts';
import { multiply } from '../engine/operators/elementwise.ts';
import { crossEntropy, surprisals } from '../engine/operators/loss.ts';
import { maskShape } from '../models/attentionMask.ts';
import type { Family, ModelConfig, ParameterSource } from '../models/family.ts';
import { Hooks } from '../models/hooks.ts';
import { parameterInputs } from './parameters.ts';

export interface BatchShape {
  readonly batch: number;
  /** Tokens per sequence. */
  readonly tokens: number;
}

/** What is known of a parameter before it has numbers. */
export interface NamedShape {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Where a parameter's gradient comes out: names of outputs. */
export interface GradientOutputs {
  readonly dense?: string;
  readonly rows: readonly { readonly rows: string; readonly values: string }[];
}

export interface TrainingGraph {
  readonly graph: Graph;
  readonly gradients: readonly GradientOutputs[];
  /** Inputs that hold what dropout multiplies by, with their sizes. */
  readonly dropout: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

/** Where GPT-2 drops numbers: after the embeddings, and before each addition to the residual stream. */
const droppedHooks = /^(hook_embed|blocks\.\d+\.hook_(attn|mlp)_out)$/;

/**
 * Forward and backward of one training step as one graph. Inputs: every parameter by name, `ids` and `targets`
 * [T·batch], `positions` [T], `mask` (attentionMask.ts). Outputs: `loss` (mean, nats per token) and the gradients.
 * @param parameters those that are trained: optional ones may be left out
 * @param dropout whether activations are multiplied by inputs of their own (see `TrainingGraph.dropout`)
 */
export function trainingGraph(
  family: Family,
  config: ModelConfig,
  parameters: readonly NamedShape[],
  { batch, tokens }: BatchShape,
  dropout: boolean,
): TrainingGraph {
  const graph = new Graph();
  const { inputs: trainable, source } = parameterInputs(graph, family, config, parameters);
  const masks: Value[] = [];
  const hooks = new Hooks(
    () => false,
    (name, activation) => {
      if (!dropout || !droppedHooks.test(name)) return activation;
      const mask = graph.input(`dropout.${name}`, 'f32', activation.shape);
      masks.push(mask);
      return multiply(activation, mask);
    },
  );
  const { logits, targets } = forward(graph, family, config, source, { batch, tokens }, hooks);
  const loss = graph.output('loss', crossEntropy(logits, targets));
  const outputs = [...gradients(loss, [...trainable.values()])].map(([{ name }, { dense, rows }]) => {
    if (dense) graph.output(`gradient.${name}`, dense);
    return {
      dense: dense && `gradient.${name}`,
      rows: rows.map((row, i) => {
        const names = { rows: `rows.${i}.${name}`, values: `gradient.rows.${i}.${name}` };
        graph.output(names.rows, row.rows);
        graph.output(names.values, row.values);
        return names;
      }),
    };
  });
  const inputs = masks.map(({ name, shape }) => ({ name, shape: shape as number[] }));
  return { graph, gradients: outputs, dropout: inputs };
}

/** The forward half alone. Output: `surprisals` [T·batch], nats per token. */
export function evaluationGraph(
  family: Family,
  config: ModelConfig,
  parameters: readonly NamedShape[],
  shape: BatchShape,
): Graph {
  const graph = new Graph();
  const { source } = parameterInputs(graph, family, config, parameters);
  const { logits, targets } = forward(graph, family, config, source, shape, Hooks.none);
  graph.output('surprisals', surprisals(logits, targets));
  return graph;
}

function forward(
  graph: Graph,
  family: Family,
  config: ModelConfig,
  source: ParameterSource,
  { batch, tokens }: BatchShape,
  hooks: Hooks,
): { readonly logits: Value; readonly targets: Value } {
  const ids = graph.input('ids', 'i64', [batch * tokens]);
  const targets = graph.input('targets', 'i64', [batch * tokens]);
  const positions = graph.input('positions', 'i64', [tokens]);
  const mask = graph.input('mask', 'f32', maskShape(config, tokens, tokens));
  const logits = family.forward(config, source, { ids, positions, mask, batch }, hooks);
  return { logits, targets };
}
