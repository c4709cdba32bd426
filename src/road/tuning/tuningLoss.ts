import type { Graph, Value } from '../../engine/graph.ts';
import { divide, log, multiply, negate, scale, sigmoid, subtract } from '../../engine/operators/elementwise.ts';
import { reshape, split } from '../../engine/operators/layout.ts';
import { surprisals } from '../../engine/operators/loss.ts';
import { reduceMean, reduceSum } from '../../engine/operators/reduction.ts';
import type { Architecture } from '../../models/families.ts';
import { parameterSource } from '../../models/family.ts';
import { Hooks } from '../../models/hooks.ts';
import { maskShape } from '../../models/inference/attentionMask.ts';
import type { Objective } from '../networks/engineTraining.ts';

interface TuningShape {
  /** Sequences. */
  readonly batch: number;
  /** Tokens of a sequence, padding included. */
  readonly tokens: number;
}

/**
 * Cross entropy on answers alone: Σ weight·surprisal / Σ weight, nats a token. Inputs: `ids` and `targets` [T·batch] (i64),
 * `weights` [T·batch], 1 where the next token is scored and 0 where it is not, and `positions`, `mask` as every model has.
 * Output: `surprises` [batch], Σ weight·surprisal of each sequence.
 */
export function answerLoss(architecture: Architecture, shape: TuningShape) {
  return (graph: Graph, parameters: ReadonlyMap<string, Value>): Objective => {
    const { scored, weights } = scoredTokens(graph, architecture, parameters, shape);
    const loss = divide(reduceSum(scored, [0]), reduceSum(weights, [0]));
    return { loss, outputs: { surprises: perSequence(scored, shape) } };
  };
}

/**
 * Direct preference optimisation (Rafailov et al. 2023, equation 7): mean of −log σ(β·(Δ − Δ_ref)), Δ being how much more
 * likely an answer is than the one that was liked less, in logarithms. The first half of the sequences are the preferred
 * answers, the second half the others, to the same prompts in the same order. Another input, `reference` [batch/2], holds
 * Δ_ref: Δ before tuning. Outputs: `likelihoods` [batch], log p of each answer, and `margins` [batch/2], Δ.
 * @param beta how dear it is to move away from the reference
 */
export function preferenceLoss(architecture: Architecture, shape: TuningShape, beta: number) {
  return (graph: Graph, parameters: ReadonlyMap<string, Value>): Objective => {
    const pairs = shape.batch / 2;
    const reference = graph.input('reference', 'f32', [pairs]);
    const { scored } = scoredTokens(graph, architecture, parameters, shape);
    const likelihoods = negate(perSequence(scored, shape)); // [batch]
    const [preferred, other] = split(likelihoods, 0, [pairs, pairs]);
    const margins = subtract(preferred, other);
    const agreement = sigmoid(scale(subtract(margins, reference), beta));
    const loss = reduceMean(negate(log(agreement)), [0]);
    return { loss, outputs: { likelihoods, margins } };
  };
}

/** Sums over the tokens of each sequence, [T·batch] → [batch]. */
function perSequence(scored: Value, { batch, tokens }: TuningShape): Value {
  return reduceSum(reshape(scored, [tokens, batch]), [0]);
}

/** Surprisal of each target times its weight, [T·batch]. */
function scoredTokens(
  graph: Graph,
  { family, config }: Architecture,
  parameters: ReadonlyMap<string, Value>,
  { batch, tokens }: TuningShape,
): { readonly scored: Value; readonly weights: Value } {
  const ids = graph.input('ids', 'i64', [batch * tokens]);
  const targets = graph.input('targets', 'i64', [batch * tokens]);
  const weights = graph.input('weights', 'f32', [batch * tokens]);
  const positions = graph.input('positions', 'i64', [tokens]);
  const mask = graph.input('mask', 'f32', maskShape(config, tokens, tokens));
  const fixed = family.parameters(config).flatMap((spec) => {
    return spec.fixed ? [[spec.name, graph.constant(spec.fixed(), spec.shape)] as const] : [];
  });
  const values = new Map([...parameters, ...fixed]);
  const source = parameterSource((name) => values.get(name));
  const logits = family.forward(config, source, { ids, positions, mask, batch }, Hooks.none);
  return { scored: multiply(surprisals(logits, targets), weights), weights };
}
