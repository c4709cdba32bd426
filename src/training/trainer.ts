import type { Runtime } from '../engine/runtime.ts';
import type { Family, ModelConfig } from '../models/family.ts';
import { Random } from '../random.ts';
import { AdamW, type AdamWOptions } from './adamW.ts';
import { Evaluation } from './evaluation.ts';
import { initialize, type Parameter } from './parameters.ts';
import { learningRateAt, type Schedule } from './schedule.ts';
import { type StepReport, TrainingStep } from './step.ts';
import { Windows } from './tokenStream.ts';

export interface TrainerOptions {
  /** Sequences per step. */
  readonly batch: number;
  /** Tokens per sequence. */
  readonly tokens: number;
  readonly steps: number;
  readonly schedule: Schedule;
  readonly optimizer: AdamWOptions;
  readonly dropout: number;
  /** Whether the model has the parameters of its family that it could do without. */
  readonly biases: boolean;
  readonly seed: number;
  /** Steps between two measurements on held-out text. */
  readonly evaluateEvery: number;
  /** Held-out tokens per corpus and measurement, about. */
  readonly evaluateTokens: number;
  /** Measurements without a better held-out loss after which training stops. */
  readonly patience: number;
}

/** Token streams of one corpus; see tokenStream. */
export interface CorpusTokens {
  readonly name: string;
  readonly heldOut: Int32Array;
}

export interface HeldOutReport {
  readonly step: number;
  /** Nats per token for each corpus, by name. */
  readonly losses: Readonly<Record<string, number>>;
  /** Their mean, by which the best is chosen. */
  readonly loss: number;
  readonly isBest: boolean;
}

/** What the trainer tells; it knows nothing of files or pages. */
export interface TrainerEvents {
  onStep?(step: number, report: StepReport & { readonly learningRate: number }): void;
  /** Awaited: the parameters do not change meanwhile. */
  onEvaluation?(report: HeldOutReport, parameters: readonly Parameter[]): Promise<void>;
  /** Asked before each step; true ends training after a last measurement. */
  shouldStop?(): boolean;
}

export interface TrainingTask {
  readonly family: Family;
  readonly config: ModelConfig;
  /** All training text as one stream. */
  readonly training: Int32Array;
  readonly corpora: readonly CorpusTokens[];
  readonly options: TrainerOptions;
}

/**
 * Trains a new model until the steps are done, the held-out loss has stopped falling, or the caller stops it.
 * The same task on the same runtime and number of threads repeats exactly.
 * @returns the best measurement; its parameters were handed to `onEvaluation` at that moment
 */
export async function train(runtime: Runtime, task: TrainingTask, events: TrainerEvents): Promise<HeldOutReport> {
  const { family, config, options } = task;
  const shape = { batch: options.batch, tokens: options.tokens };
  const specs = family.parameters(config).filter(({ optional }) => options.biases || !optional);
  const optimizer = new AdamW(specs, options.optimizer);
  const { parameters } = optimizer;
  initialize(parameters, specs, new Random(options.seed));
  const windows = new Windows(task.training, options.tokens, new Random(options.seed + 1));
  const dropped = new Random(options.seed + 2);
  const step = await TrainingStep.compile(runtime, family, config, optimizer, { shape, ...options });
  const evaluation = await Evaluation.compile(runtime, family, config, parameters, shape);
  try {
    let best = await measure(evaluation, task, 0, Number.POSITIVE_INFINITY);
    let sinceBest = 0;
    for (let number = 1; number <= options.steps; number++) {
      const isLast = number === options.steps || events.shouldStop?.() === true;
      const learningRate = learningRateAt(options.schedule, number / options.steps);
      const report = await step.run([windows.next(options.batch)], learningRate, dropped);
      events.onStep?.(number, { ...report, learningRate });
      if (!isLast && number % options.evaluateEvery !== 0) continue;

      const measured = await measure(evaluation, task, number, best.loss);
      await events.onEvaluation?.(measured, parameters);
      sinceBest = measured.isBest ? 0 : sinceBest + 1;
      if (measured.isBest) best = measured;
      if (isLast || sinceBest >= options.patience) break;
    }
    return best;
  } finally {
    await step.release();
    await evaluation.release();
  }
}

async function measure(
  evaluation: Evaluation,
  { corpora, options }: TrainingTask,
  step: number,
  best: number,
): Promise<HeldOutReport> {
  const losses: Record<string, number> = {};
  for (const { name, heldOut } of corpora) {
    const { nats, tokens } = await evaluation.loss(heldOut, 0, options.evaluateTokens);
    losses[name] = nats / tokens;
  }
  const loss = corpora.reduce((sum, { name }) => sum + losses[name], 0) / corpora.length;
  return { step, losses, loss, isBest: loss < best };
}
