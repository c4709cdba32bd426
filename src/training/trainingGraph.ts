import { gradients } from '../engine/gradients.ts';
import { Graph, type Value } from '../engine/graph.ts';
import { multiply } from '../engine/operators/elementwise.ts';
import { crossEntropy, surprisals } from '../engine/operators/loss.ts';
import { reduceSum } from '../engine/operators/reduction.ts';
import { Hooks } from '../models/hooks.ts';
import type { BatchShape, Objective, Scored } from './objective.ts';
import { parameterInputs } from './parameters.ts';

/** What is known of a parameter before it has numbers. */
interface NamedShape {
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

/**
 * Where GPT-2 drops numbers: after the embeddings, and before each addition to the residual stream. Recurrent networks have
 * none: there it is what goes into the states and what is read from them (Zaremba et al. 2014).
 */
const droppedHooks = /^(encoder\.)?(hook_embed|blocks\.\d+\.hook_(attn|cross_attn|mlp)_out|hook_out)$/;

/**
 * Forward and backward of one training step as one graph. Inputs: every parameter by name, and those of the objective.
 * Outputs: `loss` (mean, nats per token) and the gradients.
 * @param parameters those that are trained: optional ones may be left out
 * @param dropout whether activations are multiplied by inputs of their own (see `TrainingGraph.dropout`)
 */
export function trainingGraph(
  objective: Objective,
  parameters: readonly NamedShape[],
  shape: BatchShape,
  dropout: boolean,
): TrainingGraph {
  const graph = new Graph();
  const { inputs: trainable, source } = parameterInputs(graph, objective.parameters, parameters);
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
  const loss = graph.output('loss', meanLoss(objective.forward(graph, source, shape, hooks)));
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
export function evaluationGraph(objective: Objective, parameters: readonly NamedShape[], shape: BatchShape): Graph {
  const graph = new Graph();
  const { source } = parameterInputs(graph, objective.parameters, parameters);
  const { logits, targets } = objective.forward(graph, source, shape, Hooks.none);
  graph.output('surprisals', surprisals(logits, targets));
  return graph;
}

function meanLoss({ logits, targets, weights }: Scored): Value {
  return weights ? reduceSum(multiply(surprisals(logits, targets), weights), [0]) : crossEntropy(logits, targets);
}
