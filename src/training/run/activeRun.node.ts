import { readCheckpoint, readTensor } from '../../checkpoint/huggingFaceFolder.node.ts';
import { writeCheckpoint } from '../../checkpoint/writeFolder.node.ts';
import { UnderhoodError } from '../../errors.ts';
import { checkAnyModel } from '../../models/parameters.ts';
import type { Recipe } from '../recipe/recipe.ts';
import type { TrainerStep } from '../trainer.ts';
import { blockNames, sumByBlock } from './blocks.ts';
import type { Checkpoints, TrainerState } from './checkpoints.node.ts';
import { firstToDiverge } from './divergence.ts';
import type { PreparedRun } from './preparedRun.node.ts';
import { RateMeter } from './rateMeter.ts';
import type { RunRecords } from './runRecords.node.ts';

/** How far each parameter moves is measured at every so many steps. */
const updatesEvery = 10;

/** A run that was begun, or taken up again: its steps, what is measured and looked at between them, what is written. */
export class ActiveRun {
  /** Seconds of training, over all processes that took part. */
  seconds = 0;
  /** Absent before the first step of this process. */
  last?: TrainerStep;
  /** Steps of the checkpoints that are there. */
  checkpoints: readonly number[] = [];
  readonly #meter = new RateMeter();
  readonly #blocks: readonly string[];

  private constructor(
    readonly recipe: Recipe,
    /** The folder that it writes. */
    private readonly output: string,
    readonly prepared: PreparedRun,
    private readonly records: RunRecords,
    private readonly files: Checkpoints,
  ) {
    this.#blocks = blockNames(prepared.objective.parameters);
  }

  /**
   * Puts a run where the checkpoint of `step` left it, and forgets what came after; at its beginning where there is none.
   * Throws UnderhoodError where the checkpoint belongs to other texts, or to another model.
   */
  static async takeUp(
    recipe: Recipe,
    output: string,
    prepared: PreparedRun,
    records: RunRecords,
    files: Checkpoints,
    step: number | undefined,
  ): Promise<ActiveRun> {
    const run = new ActiveRun(recipe, output, prepared, records, files);
    if (step !== undefined) await run.#restore(step);
    // In this order: whoever is killed in between still has the history of the checkpoints that are left.
    await run.#tidy(step ?? -1);
    await records.begin(step ?? -1);
    return run;
  }

  /** Steps done. */
  get step(): number {
    return this.prepared.trainer.progress.step;
  }

  /** Where the run is. */
  get state(): TrainerState {
    const { trainer, digest } = this.prepared;
    const { seed, keep } = this.recipe.training;
    return { ...trainer.progress, seed, seconds: this.seconds, data: digest, keep };
  }

  get tokensPerSecond(): number {
    return this.#meter.tokensPerSecond;
  }

  /** Until the last step or the time limit, whichever comes first; undefined where it cannot be said yet. */
  get secondsLeft(): number | undefined {
    const { steps } = this.recipe.training;
    const perStep = this.#meter.secondsPerStep;
    if (perStep === undefined) return undefined;
    return Math.max(0, Math.min((steps - this.step) * perStep, this.#timeLimit - this.seconds));
  }

  /** Nothing is left to do. */
  get isDone(): boolean {
    return this.prepared.trainer.isDone;
  }

  get isOutOfTime(): boolean {
    return this.seconds >= this.#timeLimit;
  }

  get #timeLimit(): number {
    return 60 * (this.recipe.training.minutes ?? Number.POSITIVE_INFINITY);
  }

  /** Whether the model as it is now was measured. */
  get isEvaluated(): boolean {
    return this.records.evaluations.at(-1)?.step === this.step;
  }

  /** One step, and the measurement that is due after it. Throws UnderhoodError `training.diverged`. */
  async advance(): Promise<void> {
    const { trainer } = this.prepared;
    if (this.recipe.training.fallsOver === 'minutes') trainer.along = this.seconds / this.#timeLimit;
    const report = await this.#timed(() => trainer.advance(this.step % updatesEvery === 0));
    if (!report.isFinite) {
      const block = await firstToDiverge(this.prepared, report, this.prepared.runtime);
      throw new UnderhoodError('training.diverged', { step: report.step, block });
    }
    this.last = report;
    this.#meter.add(this.seconds, report.tokens);
    this.#record(report);
  }

  get isEvaluationDue(): boolean {
    return this.step % this.recipe.training.evaluateEvery === 0;
  }

  /**
   * Measures the held-out loss, looks at heads and a sample, and writes a checkpoint.
   * @param isRegular whether it is one of the measurements by which patience is counted
   */
  async evaluate(isRegular: boolean): Promise<void> {
    const { trainer } = this.prepared;
    const { losses, loss, isBest, attention, scores, sample } = await this.#timed(async () => ({
      ...(await trainer.evaluate(isRegular)),
      ...(await this.prepared.look()),
    }));
    await this.records.addEvaluation(
      { step: this.step, seconds: this.seconds, losses, heldOut: loss, sample, ...scores },
      attention,
    );
    const { precision, training } = this.recipe;
    if (isBest || training.keep === 'last') {
      await writeCheckpoint(this.output, this.prepared.writable(precision), precision);
    }
    await this.save();
  }

  /** Writes all that is needed to go on from here. */
  async save(): Promise<void> {
    await this.records.flush();
    await this.files.write(this.prepared.writable('f32'), this.state, this.prepared.trainer.optimizer);
    await this.#tidy();
  }

  async #restore(step: number): Promise<void> {
    const { trainer, digest } = this.prepared;
    const { parameters } = checkAnyModel(await readCheckpoint(this.files.path(step)));
    const state = await this.files.readState(step, trainer.optimizer);
    if (state.data !== digest) throw new UnderhoodError('training.dataChanged', { step });
    for (const { name, data } of trainer.parameters) data.set(await readTensor(parameters.get(name)!));
    trainer.resume(state);
    this.seconds = state.seconds;
  }

  async #tidy(last?: number): Promise<void> {
    const { trainer, summary } = this.prepared;
    await this.files.tidy(this.recipe.training.checkpoints, 4 * summary.parameters, trainer.progress.best?.step, last);
    this.checkpoints = await this.files.steps();
  }

  #record({ step, loss, learningRate, gradientNorm, squares, updates }: TrainerStep): void {
    const { parameters } = this.prepared.trainer;
    const lengths = (numbers: readonly number[]) =>
      sumByBlock(parameters, numbers, this.#blocks).map((sum) => Math.sqrt(sum));
    const weights = updates && lengths(updates.weights);
    this.records.addStep({
      ...{ step, seconds: this.seconds, loss, learningRate, gradientNorm },
      blockNorms: lengths(squares),
      updateRatios: this.#blocks.map(() => Number.NaN),
      ...(updates && { updateRatios: lengths(updates.changes).map((change, i) => change / weights![i]) }),
    });
  }

  async #timed<T>(work: () => Promise<T>): Promise<T> {
    const began = performance.now();
    try {
      return await work();
    } finally {
      this.seconds += (performance.now() - began) / 1000;
    }
  }
}
