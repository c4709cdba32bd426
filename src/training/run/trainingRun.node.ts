import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { writingFailure } from '../../checkpoint/syncedFiles.node.ts';
import type { Runtime } from '../../engine/runtime.ts';
import { toUnderhoodError, UnderhoodError } from '../../errors.ts';
import {
  type Curves,
  type GradientCheck,
  isUnderWay,
  type Moment,
  type TrainingPhase,
  type TrainingStatus,
  type TrainingSummary,
} from '../../protocol/training.ts';
import { checkGradients } from '../gradientCheck.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { ActiveRun } from './activeRun.node.ts';
import type { TrainerState } from './checkpoints.node.ts';
import { prepareRun } from './preparation.node.ts';
import type { PreparedRun } from './preparedRun.node.ts';
import { RunFolder } from './runFolder.node.ts';
import { type Described, describeRun } from './summary.node.ts';
import { Wishes } from './wishes.ts';

interface RunObserver {
  onStatus(status: TrainingStatus): void;
  onSummary(summary: TrainingSummary): void;
}

interface RunStart {
  /** Forgets what an earlier run left. */
  readonly anew?: boolean;
  /** Goes back to the checkpoint of this step. */
  readonly step?: number;
  readonly rateFactor?: number;
}

/** Milliseconds between two statuses that nothing but progress causes. */
const statusInterval = 125;

/** What a recipe says, from texts to a Hugging Face folder: to be paused, stopped, killed, and taken up again. */
export class TrainingRun {
  #phase: TrainingPhase = 'idle';
  readonly #wishes = new Wishes();
  #preparing?: TrainingStatus['preparing'];
  #error?: TrainingStatus['error'];
  #active?: ActiveRun;
  /** Where an earlier process left the run. */
  #left?: TrainerState;
  #rateFactor = 1;
  #toldAt = 0;
  #ended: Promise<void> = Promise.resolve();
  #recipe: Recipe;
  #summary: TrainingSummary;
  #folder: RunFolder;
  /** Steps of the checkpoints that an earlier process left. */
  #kept: readonly number[] = [];

  private constructor(
    private readonly file: string,
    { recipe, summary }: Described,
    private readonly chooseRuntime: (threads: number) => Promise<Runtime>,
    private readonly observer: RunObserver,
  ) {
    this.#recipe = recipe;
    this.#summary = summary;
    this.#folder = new RunFolder(summary.folder, summary.blocks.length);
  }

  /**
   * Reads a recipe and what its folder holds of earlier runs.
   * @param chooseRuntime with the recipe's number of threads
   * Throws UnderhoodError where the recipe does not fit.
   */
  static async open(
    file: string,
    chooseRuntime: (threads: number) => Promise<Runtime>,
    observer: RunObserver,
  ): Promise<TrainingRun> {
    const run = new TrainingRun(file, await describeRun(file), chooseRuntime, observer);
    await run.#look();
    return run;
  }

  get summary(): TrainingSummary {
    return this.#summary;
  }

  get status(): TrainingStatus {
    const active = this.#active;
    const trainer = active?.prepared.trainer;
    const isTraining = this.#phase === 'running' || this.#phase === 'paused';
    return {
      phase: this.#phase,
      preparing: this.#phase === 'preparing' ? this.#preparing : undefined,
      step: active?.step ?? this.#left?.step ?? 0,
      steps: this.#recipe.training.steps,
      loss: active?.last?.loss,
      learningRate: active?.last?.learningRate ?? trainer?.learningRate() ?? 0,
      rateFactor: this.#rateFactor,
      tokensPerSecond: this.#phase === 'running' ? (active?.tokensPerSecond ?? 0) : 0,
      elapsedSeconds: active?.seconds ?? this.#left?.seconds ?? 0,
      secondsLeft: isTraining ? active?.secondsLeft : undefined,
      evaluations: this.#folder.records.evaluations.length,
      best: trainer?.progress.best ?? this.#left?.best,
      error: this.#error,
    };
  }

  /** Resolves when training has ended, however it ended. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  /** Begins, or goes on from a checkpoint. Resolves when the first step is about to begin. */
  async start(start: RunStart = {}): Promise<TrainingSummary> {
    if (isUnderWay(this.#phase)) throw new UnderhoodError('training.running');
    this.#wishes.begin();
    this.#error = undefined;
    const before = this.#active;
    this.#active = undefined;
    this.#left = start.anew ? undefined : (before?.state ?? this.#left);
    this.#enter('preparing');
    const began = this.#begin(start, before);
    // Whoever stops it before the first step waits for that as well.
    this.#ended = began.then(
      (active) => this.#train(active),
      () => {},
    );
    await began;
    return this.#summary;
  }

  pause(): void {
    this.#wishes.want('pause');
  }

  resume(): void {
    this.#wishes.want('run');
  }

  /** One step, then a pause. */
  stepOnce(): void {
    this.#wishes.wantStep();
  }

  /** Ends training after the step under way, measures once more and writes a checkpoint. */
  stop(): Promise<void> {
    this.#wishes.want('stop');
    return this.#ended;
  }

  /** As stop, but in a hurry: writes what is needed to go on, and measures nothing. */
  leave(): Promise<void> {
    this.#wishes.want('leave');
    return this.#ended;
  }

  /** Multiplies the schedule's rate from the next step on. */
  setRate(factor: number): void {
    const active = this.#active;
    this.#rateFactor = factor;
    if (active) active.prepared.trainer.rateFactor = factor;
    this.#tell(true);
    if (!active || this.#phase !== 'paused') return;
    // The checkpoint that the pause wrote says otherwise.
    this.#wishes.addBetween(() => active.save());
  }

  curves(points: number): Curves {
    return this.#folder.records.curves(points, this.#active?.checkpoints ?? this.#kept);
  }

  moment(step: number): Promise<Moment> {
    return this.#folder.records.moment(step);
  }

  /** Held-out loss, nats per token, at each measurement. */
  get heldOut(): readonly { readonly step: number; readonly loss: number }[] {
    return this.#folder.records.evaluations.map(({ step, heldOut: loss }) => ({ step, loss }));
  }

  /**
   * Does something with the model as it is, between two steps. A finished run is loaded for that.
   * Throws UnderhoodError where training has not begun.
   */
  async use<T>(work: (active: ActiveRun) => Promise<T>): Promise<T> {
    if (!this.#active && this.#phase === 'finished') {
      // Nothing is left to train: taking it up only loads it.
      await this.start();
      await this.#ended;
    }
    const active = this.#active;
    if (!active) throw new UnderhoodError('training.notStarted');
    return this.#whileResting(() => work(active));
  }

  /** Gives back the memory of a run that has ended. It can be started again. */
  async release(): Promise<void> {
    await this.#ended;
    const active = this.#active;
    if (!active) return;
    this.#left = active.state;
    this.#active = undefined;
    await active.prepared.release();
  }

  /** Measures some derivatives in two ways, between two steps. */
  checkGradients(
    options: { readonly count: number; readonly seed: number },
    onProgress: (done: number, total: number) => void,
    isCancelled: () => boolean,
  ): Promise<GradientCheck> {
    return this.use(async (active) => {
      const { objective, trainer } = active.prepared;
      const batch = active.prepared.checkedBatch();
      const runtime = await this.chooseRuntime(active.recipe.training.threads);
      const { parameters } = trainer;
      const check = await checkGradients(runtime, objective, parameters, batch, options, onProgress, isCancelled);
      return { ...check, step: active.step };
    });
  }

  /** What an earlier process left. */
  async #look(): Promise<void> {
    const { prepared, checkpoints, state } = await this.#folder.look();
    if (prepared) this.#summary = { ...this.#summary, prepared };
    this.#kept = checkpoints;
    this.#left = state;
    if (!state) return;
    this.#rateFactor = state.rateFactor;
    const { steps, patience } = this.#recipe.training;
    const { step, sinceBest } = state;
    if (step >= steps || (patience > 0 && sinceBest >= patience)) this.#phase = 'finished';
  }

  /** @param before what this process trained last, of which nothing is needed any more */
  async #begin(start: RunStart, before: ActiveRun | undefined): Promise<ActiveRun> {
    try {
      await before?.prepared.release();
      await this.#describeAnew();
      await this.#folder.take();
      const recipe = this.#recipe;
      const runtime = await this.chooseRuntime(recipe.training.threads);
      const prepared = await prepareRun(recipe, path.dirname(this.file), this.#folder.output, runtime, {
        onProgress: (preparing) => {
          const isNew = preparing.part !== this.#preparing?.part;
          this.#preparing = preparing;
          this.#tell(isNew);
        },
        isCancelled: () => this.#wishes.isEnding,
      });
      const active = await this.#takeUp(prepared, start);
      this.#active = active;
      this.#left = undefined;
      this.setRate(start.rateFactor ?? prepared.trainer.rateFactor);
      this.#summary = { ...this.#summary, prepared: prepared.summary };
      await this.#folder.records.writeSummary(prepared.summary);
      this.observer.onSummary(this.#summary);
      this.#enter('running');
      return active;
    } catch (error) {
      await this.#folder.giveBack().catch(() => undefined);
      if (error instanceof UnderhoodError && error.code === 'cancelled') this.#enter('stopped');
      else this.#fail(error);
      throw error;
    }
  }

  /** Reads the recipe again: it may describe another model by now, or one in another folder. */
  async #describeAnew(): Promise<void> {
    const { recipe, summary } = await describeRun(this.file);
    const { output, blocks } = this.#folder;
    if (summary.folder !== output || summary.blocks.length !== blocks) {
      this.#folder = new RunFolder(summary.folder, summary.blocks.length);
    }
    this.#recipe = recipe;
    this.#summary = summary;
  }

  /** Puts a run where it is to go on from. Where that cannot be, nothing of it stays in memory. */
  async #takeUp(prepared: PreparedRun, { anew, step }: RunStart): Promise<ActiveRun> {
    try {
      const { output, records, checkpoints } = this.#folder;
      const from = anew ? undefined : await this.#folder.checkpointFor(step);
      return await ActiveRun.takeUp(this.#recipe, output, prepared, records, checkpoints, from);
    } catch (error) {
      await prepared.release();
      throw error;
    }
  }

  async #train(active: ActiveRun): Promise<void> {
    try {
      await this.#loop(active);
      await this.#folder.giveBack();
      this.#enter(active.isDone ? 'finished' : 'stopped');
    } catch (error) {
      await this.#folder.giveBack().catch(() => undefined);
      this.#fail(writingFailure(this.#folder.output, error));
    }
    // Asked for while it ended.
    await this.#wishes.doBetween();
  }

  async #loop(active: ActiveRun): Promise<void> {
    if (active.step === 0 && !active.isEvaluated) {
      await active.evaluate(false);
      this.#tell(true);
    }
    while (!active.isDone && !active.isOutOfTime && !this.#wishes.isEnding) {
      await this.#wishes.doBetween();
      if (this.#wishes.isPausing) {
        await this.#rest(active);
        continue;
      }
      this.#wishes.takeStep();
      await active.advance();
      if (active.isEvaluationDue) await active.evaluate(true);
      this.#tell(active.isEvaluationDue);
      await breathe();
    }
    if (this.#wishes.isLeaving) return active.save();
    // What was asked for last of all, while the folder is still this run's.
    await this.#wishes.doBetween();
    if (!active.isEvaluated) await active.evaluate(false);
  }

  /** Waits, with a checkpoint written, until something else is wished for. */
  async #rest(active: ActiveRun): Promise<void> {
    if (!active.checkpoints.includes(active.step)) await active.save();
    this.#enter('paused');
    await this.#wishes.rest();
    this.#enter('running');
  }

  /** Does something while no step is under way. */
  #whileResting<T>(work: () => Promise<T>): Promise<T> {
    if (this.#phase !== 'running' && this.#phase !== 'paused') return work();
    return new Promise<T>((resolve, reject) => {
      this.#wishes.addBetween(() => work().then(resolve, reject));
    });
  }

  #enter(phase: TrainingPhase): void {
    this.#phase = phase;
    this.#tell(true);
  }

  #fail(error: unknown): void {
    const { code, parameters } = toUnderhoodError(error);
    const active = this.#active;
    const step = active?.prepared.trainer.progress.best?.step;
    const isDiverged = code === 'training.diverged' && step !== undefined;
    this.#error = { code, parameters, ...(isDiverged && { offer: { step, rateFactor: this.#rateFactor / 2 } }) };
    this.#enter('failed');
  }

  #tell(atOnce = false): void {
    const now = performance.now();
    if (!atOnce && now - this.#toldAt < statusInterval) return;
    this.#toldAt = now;
    this.observer.onStatus(this.status);
  }
}
