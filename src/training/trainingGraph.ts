import { gradients } from '../engine/gradients.ts';
import { Graph, type Value } from '../engine/graph.ts';
import { multiply } from '../engine/operators/elementwise.ts';
import { crossEntropy, surprisals } from '../engine/operators/loss.ts';
import { type Family, type ModelConfig, parameterSource } from '../models/family.ts';
import { Hooks } from '../models/hooks.ts';

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
 * [T·batch], `positions` [T], `mask` [T, T]. Outputs: `loss` (mean, nats per token) and the gradients.
 * @param parameters those that the model has: optional ones may be left out
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
  const values = parameterInputs(graph, parameters);
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
  const { logits, targets } = forward(graph, family, config, values, { batch, tokens }, hooks);
  const loss = graph.output('loss', crossEntropy(logits, targets));
  const outputs = [...gradients(loss, [...values.values()])].map(([{ name }, { dense, rows }]) => {
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
  const values = parameterInputs(graph, parameters);
  const { logits, targets } = forward(graph, family, config, values, shape, Hooks.none);
  graph.output('surprisals', surprisals(logits, targets));
  return graph;
}

function parameterInputs(graph: Graph, parameters: readonly NamedShape[]): Map<string, Value> {
  return new Map(parameters.map(({ name, shape }) => [name, graph.input(name, 'f32', shape)]));
}

function forward(
  graph: Graph,
  family: Family,
  config: ModelConfig,
  parameters: ReadonlyMap<string, Value>,
  { batch, tokens }: BatchShape,
  hooks: Hooks,
): { readonly logits: Value; readonly targets: Value } {
  const ids = graph.input('ids', 'i64', [batch * tokens]);
  const targets = graph.input('targets', 'i64', [batch * tokens]);
  const positions = graph.input('positions', 'i64', [tokens]);
  const mask = graph.input('mask', 'f32', [tokens, tokens]);
  const source = parameterSource((name) => parameters.get(name));
  const logits = family.forward(config, source, { ids, positions, mask, batch }, hooks);
  return { logits, targets };
}
