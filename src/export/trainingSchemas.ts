import * as v from 'valibot';
import type { AnswerOf } from '../protocol/rpc.ts';
import type {
  Curves,
  GradientCheck,
  Moment,
  PreparedSummary,
  TrainingStatus,
  TrainingSummary,
} from '../protocol/training.ts';
import type { TrainingPageRequests } from '../protocol/trainingPage.ts';
import { trainingNavigation, trainingPageRequests } from '../protocol/trainingValidation.ts';
import type { SchemaOf } from '../protocol/validation.ts';
import { savedPage } from './savedPage.ts';
import {
  bytes,
  codedMessage,
  count,
  doubles,
  few,
  floats,
  measured,
  name,
  restingPhase,
  runtime,
  seconds,
  text,
} from './schemas.ts';

const nats = v.number();

const status: SchemaOf<TrainingStatus> = v.strictObject({
  phase: restingPhase,
  preparing: v.optional(v.never()),
  step: count,
  steps: count,
  loss: v.optional(nats),
  learningRate: v.number(),
  rateFactor: v.number(),
  tokensPerSecond: v.number(),
  elapsedSeconds: seconds,
  secondsLeft: v.optional(seconds),
  evaluations: count,
  best: v.optional(v.strictObject({ step: count, loss: nats })),
  error: v.optional(
    v.strictObject({
      ...codedMessage.entries,
      offer: v.optional(v.strictObject({ step: count, rateFactor: v.number() })),
    }),
  ),
});

const probe = v.pipe(v.array(v.strictObject({ id: count, text: name })), v.maxLength(4096));

const prepared: SchemaOf<PreparedSummary> = v.strictObject({
  runtime,
  parameters: count,
  vocabularySize: count,
  tokenizer: v.picklist(['characters', 'bpe', 'own']),
  trainingTokens: v.pipe(v.number(), v.minValue(0)),
  heldOutTokens: v.pipe(v.number(), v.minValue(0)),
  trainingCharacters: v.pipe(v.number(), v.minValue(0)),
  anchors: v.strictObject({ uniform: nats, unigram: nats, bigram: nats }),
  probe,
  probeSource: v.optional(probe),
  warnings: v.pipe(v.array(codedMessage), v.maxLength(100)),
});

const summary: SchemaOf<TrainingSummary> = v.strictObject({
  recipe: name,
  folder: name,
  name,
  family: name,
  layers: few,
  heads: few,
  width: count,
  contextLength: count,
  batch: count,
  tokens: count,
  accumulate: count,
  patience: count,
  evaluateEvery: v.pipe(count, v.minValue(1)),
  keep: v.picklist(['best', 'last']),
  isFineTuning: v.boolean(),
  blocks: v.pipe(v.array(name), v.maxLength(1100)),
  prepared: v.optional(prepared),
});

type Answer<Method extends keyof TrainingPageRequests> = SchemaOf<AnswerOf<TrainingPageRequests, Method>>;

const curves: Answer<'curves'> = v.pipe(
  v.strictObject({
    points: v.strictObject({
      step: doubles,
      seconds: doubles,
      loss: floats,
      lowest: floats,
      highest: floats,
      learningRate: floats,
      gradientNorm: floats,
      blockNorms: floats,
      updateRatios: floats,
    }),
    evaluations: v.strictObject({
      step: doubles,
      seconds: doubles,
      heldOut: floats,
      previousToken: floats,
      induction: floats,
      hasCheckpoint: bytes,
    }),
  }),
  v.check(({ points: { blockNorms: _, updateRatios: __, ...points } }) => areAlike(points), 'points of other steps'),
  v.check(
    ({ evaluations: { previousToken: _, induction: __, ...evaluations } }) => areAlike(evaluations),
    'evaluations of other steps',
  ),
  v.check(({ points, evaluations }) => isRising(points.step) && isRising(evaluations.step), 'steps out of order'),
);

const moment: Answer<'moment'> = v.strictObject({
  step: count,
  sample: v.strictObject({ prompt: text, continuation: text }),
  pattern: floats,
  tokens: v.pipe(count, v.maxValue(4096)),
  cross: v.optional(v.strictObject({ pattern: floats, shape: v.tuple([few, few, count, count]) })),
});

const gradients: SchemaOf<GradientCheck> = v.strictObject({
  step: count,
  stepSize: v.number(),
  tokens: count,
  loss: nats,
  checked: v.pipe(
    v.array(
      v.strictObject({
        parameter: name,
        place: v.pipe(v.array(count), v.maxLength(8)),
        value: measured,
        finiteDifference: measured,
        backPropagation: measured,
        relativeError: measured,
      }),
    ),
    v.maxLength(1000),
  ),
});

const state = v.strictObject({
  summary,
  status,
  gradients: v.optional(gradients),
  navigation: trainingNavigation,
});
type State = v.InferOutput<typeof state>;

/** What a saved training page may hold. */
export const savedTrainingPage = savedPage(state, {
  curves: { request: trainingPageRequests.curves, answer: curves, fits: areOf },
  moment: { request: trainingPageRequests.moment, answer: moment, fits: isOf },
});

function areAlike(lists: Readonly<Record<string, ArrayLike<number>>>): boolean {
  const [first, ...others] = Object.values(lists);
  return others.every(({ length }) => length === first.length);
}

function isRising(steps: Float64Array): boolean {
  return steps.every((step, i) => Number.isSafeInteger(step) && step >= 0 && (i === 0 || step > steps[i - 1]));
}

/** Whether curves are of the run's blocks and heads; heads that nothing tells apart have no statistics. */
function areOf({ points, evaluations }: Curves, { summary: { blocks, layers, heads } }: State): boolean {
  const ofBlocks = points.step.length * blocks.length;
  const ofHeads = evaluations.step.length * layers * heads;
  const { previousToken, induction } = evaluations;
  return (
    points.blockNorms.length === ofBlocks &&
    points.updateRatios.length === ofBlocks &&
    previousToken.length === induction.length &&
    [0, ofHeads].includes(induction.length)
  );
}

function isOf({ pattern, tokens, cross }: Moment, { summary: { layers, heads } }: State): boolean {
  const crossed = cross?.shape.reduce((size, side) => size * side, 1);
  return pattern.length === layers * heads * tokens ** 2 && crossed === cross?.pattern.length;
}
