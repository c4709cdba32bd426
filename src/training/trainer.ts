import type { Runtime } from '../engine/runtime.ts';
import { Random } from '../random.ts';
import { type Batch, type BatchSource, trainedTokens } from './data/windows.ts';
import type { HeldOutLoss } from './evaluation.ts';
import type { BatchShape, Objective } from './objective.ts';
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
  readonly objective: Objective;
  /** Of the batches. */
  readonly shapes: readonly BatchShape[];
  /** @param seed decides in which order they come */
  readonly batches: (seed: number) => BatchSource;
  /** @param parameters read as they are at each measurement */
  readonly heldOut: (runtime: Runtime, parameters: readonly Parameter[]) => Promise<HeldOutMeasure>;
  readonly options: TrainerOptions;
  /** Where a model starts that was trained before: its parameters, by name. Otherwise at random. */
  readonly from?: ReadonlyMap<string, Float32Array>;
}

/** Measures the loss on what training does not see. */
export interface HeldOutMeasure {
  /**
   * Of each corpus, by name: the same tokens at every call.
   * @param limit about so many tokens of each
   */
  sample(limit: number): Promise<Readonly<Record<string, HeldOutLoss>>>;
  release(): Promise<void>;
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
  /** Tokens whose prediction was trained. */
  readonly tokens: number;
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
  /** How far along the schedule is, 0 to 1, where the clock decides on that; absent: as far as the steps. */
  along: number | undefined;
  #step = 0;
  #sequences = 0;
  #best?: Progress['best'];
  #sinceBest = 0;
  readonly #batchSource: BatchSource;

  private constructor(
    private readonly task: TrainingTask,
    optimizer: AdamW,
    private readonly training: TrainingStep,
    private readonly heldOut: HeldOutMeasure,
  ) {
    this.optimizer = optimizer;
    this.#batchSource = task.batches(Random.at(task.options.seed, draws.windows).bits());
  }

  static async create(runtime: Runtime, task: TrainingTask): Promise<Trainer> {
    const { objective, shapes, options, from } = task;
    const { dropout } = options;
    const isThere = ({ name, optional }: { name: string; optional?: boolean }) =>
      from ? from.has(name) : options.biases || !optional;
    const specs = objective.parameters.filter(isThere);
    const optimizer = new AdamW(trained(specs), options.optimizer);
    if (from) for (const { name, data } of optimizer.parameters) data.set(from.get(name)!);
    else initialize(optimizer.parameters, specs, Random.at(options.seed, draws.parameters));
    const training = await TrainingStep.compile(runtime, objective, optimizer, { shapes, dropout });
    const heldOut = await task.heldOut(runtime, optimizer.parameters).catch(async (error) => {
      await training.release();
      throw error;
    });
    return new Trainer(task, optimizer, training, heldOut);
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
    return this.rateFactor * learningRateAt(schedule, Math.min(1, this.along ?? (step + 1) / steps));
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
    const batches = this.nextBatches();
    const report = await this.training.run(batches, learningRate, random, withUpdates);
    const step = this.#step + 1;
    if (report.isFinite) {
      this.#step = step;
      this.#sequences += batch * accumulate;
    }
    const tokens = batches.reduce((sum, batch) => sum + trainedTokens(batch), 0);
    return { ...report, step, learningRate, tokens };
  }

  /** What the next step reads. */
  nextBatches(): readonly Batch[] {
    const { batch, accumulate } = this.task.options;
    return Array.from({ length: accumulate }, (_, i) => this.#batchSource.batch(this.#sequences + i * batch, batch));
  }

  /**
   * Measures the loss on held-out text.
   * @param counts whether it is one of the regular measurements, by which patience is counted
   */
  async evaluate(counts = true): Promise<HeldOutReport> {
    const measured = Object.entries(await this.heldOut.sample(this.task.options.evaluateTokens));
    const losses = Object.fromEntries(measured.map(([name, { nats, tokens }]) => [name, nats / tokens]));
    const loss = measured.reduce((sum, [name]) => sum + losses[name], 0) / measured.length;
    const isBest = loss < (this.#best?.loss ?? Number.POSITIVE_INFINITY);
    if (isBest) this.#best = { step: this.#step, loss };
    if (isBest || counts) this.#sinceBest = isBest ? 0 : this.#sinceBest + 1;
    return { step: this.#step, losses, loss, isBest };
  }

  async release(): Promise<void> {
    await this.training.release();
    await this.heldOut.release();
  }
}
