import type { Runtime } from '../engine/runtime.ts';
import type { Family, ModelConfig } from '../models/family.ts';
import { Random } from '../random.ts';
import type { TokenSource } from './data/tokenSource.ts';
import { Windows } from './data/windows.ts';
import { Evaluation } from './evaluation.ts';
import { AdamW } from './optimizer/adamW.ts';
import type { AdamWOptions } from './optimizer/adamWOptions.ts';
import { learningRateAt, type Schedule } from './optimizer/schedule.ts';
import { initialize, type Parameter, trained } from './parameters.ts';
import { type StepReport, TrainingStep } from './step.ts';

export interface TrainerOptions {
  /** Sequences per batch. */
  readonly batch: number;
  /** Tokens per sequence. */
  readonly tokens: number;
  /** Batches whose gradients are averaged into one step. */
  readonly accumulate: number;
  readonly steps: number;
  readonly schedule: Schedule;
  readonly optimizer: AdamWOptions;
  readonly dropout: number;
  /** Whether a new model has the parameters of its family that it could do without. */
  readonly biases: boolean;
  readonly seed: number;
  /** Held-out tokens per corpus and measurement, about. */
  readonly evaluateTokens: number;
  /** Measurements without a lower held-out loss after which training ends; 0: never. */
  readonly patience: number;
}

export interface TrainingTask {
  readonly family: Family;
  readonly config: ModelConfig;
  /** All training text as one stream. */
  readonly training: TokenSource;
  readonly heldOut: readonly { readonly name: string; readonly tokens: TokenSource }[];
  readonly options: TrainerOptions;
  /** Where a model starts that was trained before: its parameters, by name. Otherwise at random. */
  readonly from?: ReadonlyMap<string, Float32Array>;
}

export interface HeldOutReport {
  readonly step: number;
  /** Nats per token for each corpus, by name. */
  readonly losses: Readonly<Record<string, number>>;
  /** Their mean, by which the best is chosen. */
  readonly loss: number;
  readonly isBest: boolean;
}

/**
 * Besides parameters and moments, all that the rest of a run depends on: which numbers are drawn depends on the seed and
 * on these counts only.
 */
export interface Progress {
  /** Steps done. */
  readonly step: number;
  /** Sequences read: where in the data the run is. */
  readonly sequences: number;
  /** What the schedule's rate is multiplied by. */
  readonly rateFactor: number;
  readonly best?: { readonly step: number; readonly loss: number };
  /** Measurements since then. */
  readonly sinceBest: number;
}

export interface TrainerStep extends StepReport {
  readonly step: number;
  readonly learningRate: number;
}

/** What is drawn from the seed, each from generators of its own. */
const draws = { parameters: 0, windows: 1, dropout: 2 };

/**
 * Trains a model step by step. The same task on the same runtime and number of threads repeats exactly, also when it is
 * taken up again from `progress`, parameters and moments.
 */
export class Trainer {
  readonly optimizer: AdamW;
  rateFactor = 1;
  #step = 0;
  #sequences = 0;
  #best?: Progress['best'];
  #sinceBest = 0;
  readonly #windows: Windows;

  private constructor(
    private readonly task: TrainingTask,
    optimizer: AdamW,
    private readonly training: TrainingStep,
    private readonly evaluation: Evaluation,
  ) {
    this.optimizer = optimizer;
    const { tokens, seed } = task.options;
    this.#windows = new Windows(task.training, tokens, Random.at(seed, draws.windows).bits());
  }

  static async create(runtime: Runtime, task: TrainingTask): Promise<Trainer> {
    const { family, config, options, from } = task;
    const { batch, tokens, dropout } = options;
    const isThere = ({ name, optional }: { name: string; optional?: boolean }) =>
      from ? from.has(name) : options.biases || !optional;
    const specs = family.parameters(config).filter(isThere);
    const optimizer = new AdamW(trained(specs), options.optimizer);
    if (from) for (const { name, data } of optimizer.parameters) data.set(from.get(name)!);
    else initialize(optimizer.parameters, specs, Random.at(options.seed, draws.parameters));
    const shape = { batch, tokens };
    const training = await TrainingStep.compile(runtime, family, config, optimizer, { shape, dropout });
    const evaluation = await Evaluation.compile(runtime, family, config, optimizer.parameters, shape);
    return new Trainer(task, optimizer, training, evaluation);
  }

  get parameters(): readonly Parameter[] {
    return this.optimizer.parameters;
  }

  get progress(): Progress {
    const { rateFactor } = this;
    return {
      step: this.#step,
      sequences: this.#sequences,
      rateFactor,
      best: this.#best,
      sinceBest: this.#sinceBest,
    };
  }

  /** Goes on from there; parameters and moments are put into `optimizer` by whoever has them. */
  resume({ step, sequences, rateFactor, best, sinceBest }: Progress): void {
    this.#step = step;
    this.optimizer.steps = step;
    this.#sequences = sequences;
    this.rateFactor = rateFactor;
    this.#best = best;
    this.#sinceBest = sinceBest;
  }

  /** The rate of the step that comes after `step`. */
  learningRate(step = this.#step): number {
    const { schedule, steps } = this.task.options;
    return this.rateFactor * learningRateAt(schedule, Math.min(1, (step + 1) / steps));
  }

  /** All steps are done, or the held-out loss has not fallen for long enough. */
  get isDone(): boolean {
    const { steps, patience } = this.task.options;
    return this.#step >= steps || (patience > 0 && this.#sinceBest >= patience);
  }

  /**
   * Takes the next step. Where the loss or the gradient is no number any more, nothing changes: the step is not done.
   * @param withUpdates whether to measure how far each parameter moves
   */
  async advance(withUpdates = false): Promise<TrainerStep> {
    const { batch, accumulate, seed } = this.task.options;
    const learningRate = this.learningRate();
    const random = Random.at(Random.at(seed, draws.dropout).bits(), this.#step);
    const report = await this.training.run(this.#batches(batch, accumulate), learningRate, random, withUpdates);
    const step = this.#step + 1;
    if (report.isFinite) {
      this.#step = step;
      this.#sequences += batch * accumulate;
    }
    return { ...report, step, learningRate };
  }

  /** What the next step reads. */
  nextBatches() {
    return this.#batches(this.task.options.batch, this.task.options.accumulate);
  }

  /**
   * Measures the loss on held-out text.
   * @param counts whether it is one of the regular measurements, by which patience is counted
   */
  async evaluate(counts = true): Promise<HeldOutReport> {
    const { heldOut, options } = this.task;
    const losses: Record<string, number> = {};
    for (const { name, tokens } of heldOut) {
      const { nats, tokens: scored } = await this.evaluation.sample(tokens, options.evaluateTokens);
      losses[name] = nats / scored;
    }
    const loss = heldOut.reduce((sum, { name }) => sum + losses[name], 0) / heldOut.length;
    const isBest = loss < (this.#best?.loss ?? Number.POSITIVE_INFINITY);
    if (isBest) this.#best = { step: this.#step, loss };
    if (isBest || counts) this.#sinceBest = isBest ? 0 : this.#sinceBest + 1;
    return { step: this.#step, losses, loss, isBest };
  }

  async release(): Promise<void> {
    await this.training.release();
    await this.evaluation.release();
  }

  #batches(batch: number, accumulate: number) {
    return Array.from({ length: accumulate }, (_, i) => this.#windows.batch(this.#sequences + i * batch, batch));
  }
}
