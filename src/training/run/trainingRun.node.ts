import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { readCheckpoint, readTensor } from '../../checkpoint/huggingFaceFolder.node.ts';
import { writingFailure } from '../../checkpoint/syncedFiles.node.ts';
import { writeCheckpoint } from '../../checkpoint/writeFolder.node.ts';
import type { Runtime } from '../../engine/runtime.ts';
import { toUnderhoodError, UnderhoodError } from '../../errors.ts';
import { architectureOf } from '../../models/families.ts';
import { checkModel } from '../../models/parameters.ts';
import type {
  Curves,
  GradientCheck,
  Moment,
  TrainingPhase,
  TrainingStatus,
  TrainingSummary,
} from '../../protocol/training.ts';
import { blockNames, sumByBlock } from '../blocks.ts';
import { Checkpoints, type TrainerState } from '../checkpoints.node.ts';
import { copyWindow, emptyBatch } from '../data/windows.ts';
import { checkGradients } from '../gradientCheck.ts';
import { readRecipe } from '../readRecipe.node.ts';
import type { Recipe } from '../recipe.ts';
import type { TrainerStep } from '../trainer.ts';
import { firstToDiverge } from './divergence.ts';
import { type PreparedRun, prepareRun } from './preparation.node.ts';
import { RateMeter } from './rateMeter.ts';
import { RunRecords } from './runRecords.node.ts';
import { startingModel } from './startingModel.node.ts';
import { textOf } from './watched.ts';

export interface RunObserver {
  onStatus(status: TrainingStatus): void;
  onSummary(summary: TrainingSummary): void;
}

/** Milliseconds between two statuses that nothing but progress causes. */
const statusInterval = 125;
/** How far each parameter moves is measured at every so many steps. */
const updatesEvery = 10;
/** Tokens over which gradients are checked: a forward in double precision takes its time. */
const checkedTokens = 32;

type Wish = 'run' | 'pause' | 'stop' | 'leave';

/** One run: what its recipe says, from texts to a Hugging Face folder, to be paused, stopped, killed and taken up again. */
export class TrainingRun {
  #phase: TrainingPhase = 'idle';
  #wish: Wish = 'run';
  /** Steps to take although a pause is wished for. */
  #single = 0;
  #preparing?: TrainingStatus['preparing'];
  #error?: TrainingStatus['error'];
  #prepared?: PreparedRun;
  #last?: TrainerStep;
  #seconds = 0;
  #step = 0;
  #best?: TrainingStatus['best'];
  #rateFactor = 1;
  #toldAt = 0;
  #meter = new RateMeter();
  /** Steps of the checkpoints that are there. */
  #kept: readonly number[] = [];
  /** Called when a wish changes. */
  #wake: () => void = () => {};
  /** What is to be done between two steps. */
  #between: (() => Promise<void>)[] = [];
  #ended: Promise<void> = Promise.resolve();
  readonly #checkpoints: Checkpoints;

  private constructor(
    private readonly file: string,
    private recipe: Recipe,
    private readonly output: string,
    private readonly records: RunRecords,
    private base: TrainingSummary,
    private readonly chooseRuntime: (threads: number) => Promise<Runtime>,
    private readonly observer: RunObserver,
  ) {
    this.#checkpoints = new Checkpoints(path.join(output, 'checkpoints'));
  }

  /**
   * Reads a recipe and what its folder holds of earlier runs.
   * Throws UnderhoodError where the recipe does not fit.
   */
  static async open(
    file: string,
    chooseRuntime: (threads: number) => Promise<Runtime>,
    observer: RunObserver,
  ): Promise<TrainingRun> {
    const recipe = await readRecipe(file);
    const output = path.resolve(path.dirname(file), recipe.output);
    const summary = await summaryOf(file, recipe, output);
    const records = new RunRecords(path.join(output, 'training'), summary.blocks.length);
    const run = new TrainingRun(file, recipe, output, records, summary, chooseRuntime, observer);
    await run.#look();
    return run;
  }

  get summary(): TrainingSummary {
    return this.base;
  }

  get status(): TrainingStatus {
    const { steps, minutes, batch, tokens, accumulate } = this.recipe.training;
    const perStep = this.#meter.secondsPerStep;
    const left = perStep && Math.min((steps - this.#step) * perStep, minutes * 60 - this.#seconds);
    const isMoving = this.#phase === 'running';
    return {
      phase: this.#phase,
      preparing: this.#phase === 'preparing' ? this.#preparing : undefined,
      step: this.#step,
      steps,
      loss: this.#last?.loss,
      learningRate: this.#last?.learningRate ?? this.#prepared?.trainer.learningRate() ?? 0,
      rateFactor: this.#rateFactor,
      tokensPerSecond: isMoving && perStep ? (batch * tokens * accumulate) / perStep : 0,
      elapsedSeconds: this.#seconds,
      secondsLeft: this.#phase === 'running' || this.#phase === 'paused' ? left && Math.max(0, left) : undefined,
      evaluations: this.records.evaluations.length,
      best: this.#best,
      error: this.#error,
    };
  }

  /** Resolves when training has ended, however it ended. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  /** Begins, or goes on from a checkpoint. Resolves when the first step is about to begin. */
  async start({ anew = false, step, rateFactor }: { anew?: boolean; step?: number; rateFactor?: number } = {}) {
    if (['preparing', 'running', 'paused'].includes(this.#phase)) throw new UnderhoodError('training.running');
    this.#wish = 'run';
    this.#error = undefined;
    this.#last = undefined;
    this.#enter('preparing');
    try {
      await this.#prepared?.release();
      this.#prepared = undefined;
      this.recipe = await readRecipe(this.file);
      const prepared = await this.#prepare();
      this.#prepared = prepared;
      await this.#takeUp(prepared, anew ? undefined : await this.#checkpointFor(step), rateFactor);
      this.base = { ...(await summaryOf(this.file, this.recipe, this.output)), prepared: prepared.summary };
      await this.records.writeSummary(prepared.summary);
      this.observer.onSummary(this.base);
      this.#enter('running');
      this.#ended = this.#train(prepared);
      return this.base;
    } catch (error) {
      await this.records.close();
      if (error instanceof UnderhoodError && error.code === 'cancelled') this.#enter('stopped');
      else this.#fail(error);
      throw error;
    }
  }

  pause(): void {
    this.#want('pause');
  }

  resume(): void {
    this.#want('run');
  }

  stepOnce(): void {
    this.#single++;
    this.#want('pause');
  }

  /** Ends training after the step under way. */
  stop(): Promise<void> {
    this.#want('stop');
    return this.#ended;
  }

  /** As stop, but in a hurry: writes what is needed to go on, and measures nothing. */
  leave(): Promise<void> {
    this.#want('leave');
    return this.#ended;
  }

  setRate(factor: number): void {
    this.#rateFactor = factor;
    if (this.#prepared) this.#prepared.trainer.rateFactor = factor;
    this.#tell();
  }

  curves(points: number): Curves {
    return this.records.curves(points, this.#kept);
  }

  async moment(step: number): Promise<Moment> {
    const { record, attention } = await this.records.moment(step);
    return { step, sample: record.sample, pattern: attention.pattern, tokens: attention.shape[2] };
  }

  /** Measures some derivatives in two ways, between two steps. */
  checkGradients(
    options: { readonly count: number; readonly seed: number },
    onProgress: (done: number, total: number) => void,
    isCancelled: () => boolean,
  ): Promise<GradientCheck> {
    const prepared = this.#prepared;
    if (!prepared) throw new UnderhoodError('training.notStarted');
    return this.#whileResting(async () => {
      const { architecture, trainer, data } = prepared;
      const batch = emptyBatch(Math.min(checkedTokens, this.recipe.training.tokens));
      copyWindow(data.training, 0, batch, 0, 1);
      const runtime = await this.chooseRuntime(this.recipe.training.threads);
      const { family, config } = architecture;
      const { parameters } = trainer;
      const check = await checkGradients(runtime, family, config, parameters, batch, options, onProgress, isCancelled);
      return { ...check, step: this.#step };
    });
  }

  /** What an earlier process left. */
  async #look(): Promise<void> {
    await this.records.look();
    const prepared = await this.records.readSummary();
    if (prepared) this.base = { ...this.base, prepared };
    this.#kept = await this.#checkpoints.steps();
    const last = (await this.#checkpoints.resumable()).at(-1);
    if (last === undefined) return;
    const state = await this.#checkpoints.readProgress(last);
    this.#recall(state);
    const { steps, patience } = this.recipe.training;
    if (state.step >= steps || (patience > 0 && state.sinceBest >= patience)) this.#phase = 'finished';
  }

  async #prepare(): Promise<PreparedRun> {
    const runtime = await this.chooseRuntime(this.recipe.training.threads);
    return prepareRun(this.recipe, path.dirname(this.file), this.output, runtime, {
      onProgress: (preparing) => {
        const isNew = preparing.part !== this.#preparing?.part;
        this.#preparing = preparing;
        this.#tell(isNew);
      },
      isCancelled: () => this.#wish === 'stop' || this.#wish === 'leave',
    });
  }

  async #checkpointFor(step: number | undefined): Promise<number | undefined> {
    const steps = await this.#checkpoints.resumable();
    if (step !== undefined && !steps.includes(step)) throw new UnderhoodError('training.noCheckpoint', { step });
    return step ?? steps.at(-1);
  }

  /** Puts the run where the checkpoint of `step` left it; at its beginning where there is none. */
  async #takeUp({ trainer, data }: PreparedRun, step: number | undefined, rateFactor: number | undefined) {
    if (step !== undefined) {
      const checkpoint = checkModel(await readCheckpoint(this.#checkpoints.path(step)));
      const state = await this.#checkpoints.readState(step, trainer.optimizer);
      if (state.data !== data.training.digest) throw new UnderhoodError('training.dataChanged', { step });
      for (const { name, data } of trainer.parameters) data.set(await readTensor(checkpoint.parameters.get(name)!));
      trainer.resume(state);
      this.#recall(state);
    } else {
      this.#step = 0;
      this.#seconds = 0;
      this.#best = undefined;
      this.#rateFactor = 1;
    }
    this.setRate(rateFactor ?? this.#rateFactor);
    this.#meter = new RateMeter();
    await this.records.begin(step ?? -1);
    await this.#tidy(step ?? -1);
  }

  #recall(state: TrainerState): void {
    this.#step = state.step;
    this.#seconds = state.seconds;
    this.#best = state.best;
    this.#rateFactor = state.rateFactor;
  }

  async #train(prepared: PreparedRun): Promise<void> {
    try {
      const isFinished = await this.#loop(prepared);
      await this.records.close();
      this.#enter(isFinished ? 'finished' : 'stopped');
    } catch (error) {
      await this.records.close().catch(() => undefined);
      this.#fail(writingFailure(this.output, error));
    }
  }

  /** @returns whether nothing was left to do */
  async #loop(prepared: PreparedRun): Promise<boolean> {
    const { trainer } = prepared;
    const { evaluateEvery, minutes } = this.recipe.training;
    const isEvaluated = () => this.records.evaluations.at(-1)?.step === this.#step;
    if (this.#step === 0) await this.#evaluate(prepared, false);
    while (!trainer.isDone && this.#seconds < minutes * 60) {
      await this.#doBetween();
      if (this.#wish === 'stop' || this.#wish === 'leave') break;
      if (this.#wish === 'pause' && this.#single === 0) {
        await this.#rest(prepared);
        continue;
      }
      this.#single = Math.max(0, this.#single - 1);
      await this.#advance(prepared);
      if (this.#step % evaluateEvery === 0) await this.#evaluate(prepared, true);
      await breathe();
    }
    if (this.#wish === 'leave') await this.#save(prepared);
    else if (!isEvaluated()) await this.#evaluate(prepared, false);
    return trainer.isDone;
  }

  async #advance(prepared: PreparedRun): Promise<void> {
    const { trainer } = prepared;
    const { batch, tokens, accumulate } = this.recipe.training;
    const began = performance.now();
    const isMeasured = this.#step % updatesEvery === 0;
    const report = await trainer.advance(isMeasured);
    this.#seconds += (performance.now() - began) / 1000;
    if (!report.isFinite) {
      const block = await firstToDiverge(prepared, report, tokens);
      throw new UnderhoodError('training.diverged', { step: report.step, block });
    }
    this.#step = report.step;
    this.#last = report;
    this.#meter.add(this.#seconds, batch * tokens * accumulate);
    const { blocks } = this.base;
    const byBlock = (numbers: readonly number[]) =>
      sumByBlock(trainer.parameters, numbers, blocks).map((sum) => Math.sqrt(sum));
    const { updates } = report;
    const weights = updates && byBlock(updates.weights);
    this.records.addStep({
      step: report.step,
      seconds: this.#seconds,
      loss: report.loss,
      learningRate: report.learningRate,
      gradientNorm: report.gradientNorm,
      blockNorms: byBlock(report.squares),
      updateRatios: updates
        ? byBlock(updates.changes).map((change, i) => change / weights![i])
        : blocks.map(() => Number.NaN),
    });
    this.#tell();
  }

  /** Measures, looks, and writes a checkpoint. */
  async #evaluate(prepared: PreparedRun, isRegular: boolean): Promise<void> {
    const { trainer, probe, data, watched, architecture } = prepared;
    const { layers, heads } = architecture.config;
    const { sampleTokens, temperature } = this.recipe.watch;
    const began = performance.now();
    const { losses, loss, isBest } = await trainer.evaluate(isRegular);
    this.#best = trainer.progress.best;
    const pattern = await probe.attention(watched.probe);
    const scores = await probe.headScores(watched.repeated);
    const { seed } = this.recipe.training;
    const end = data.tokenizer.separator;
    const written = await probe.write(watched.prompt, { count: sampleTokens, temperature, seed, end });
    this.#seconds += (performance.now() - began) / 1000;
    const tokens = watched.probe.length;
    await this.records.addEvaluation(
      {
        step: this.#step,
        seconds: this.#seconds,
        losses,
        heldOut: loss,
        sample: { prompt: watched.promptText, continuation: textOf(data.tokenizer, written) },
        ...scores,
      },
      { pattern, shape: [layers, heads, tokens, tokens] },
    );
    if (isBest) {
      const { precision } = this.recipe;
      await writeCheckpoint(this.output, prepared.writable(precision), precision);
    }
    await this.#save(prepared);
    this.#tell(true);
  }

  /** Writes all that is needed to go on from here. */
  async #save(prepared: PreparedRun): Promise<void> {
    const { trainer, data } = prepared;
    await this.records.flush();
    const state = {
      ...trainer.progress,
      seed: this.recipe.training.seed,
      seconds: this.#seconds,
      data: data.training.digest,
    };
    await this.#checkpoints.write(prepared.writable('f32'), state, trainer.optimizer);
    await this.#tidy();
  }

  async #tidy(last?: number): Promise<void> {
    const bytes = 4 * (this.#prepared?.summary.parameters ?? 0);
    await this.#checkpoints.tidy(this.recipe.training.checkpoints, bytes, this.#best?.step, last);
    this.#kept = await this.#checkpoints.steps();
  }

  /** Waits, with a checkpoint written, until something else is wished for. */
  async #rest(prepared: PreparedRun): Promise<void> {
    if (!this.#kept.includes(this.#step)) await this.#save(prepared);
    this.#enter('paused');
    const isResting = () => this.#wish === 'pause' && this.#single === 0;
    while (isResting()) {
      await this.#doBetween();
      if (!isResting()) break;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#meter = new RateMeter();
    this.#enter('running');
  }

  #want(wish: Wish): void {
    // Whoever leaves is not called back.
    if (this.#wish !== 'leave') this.#wish = wish;
    this.#wake();
  }

  async #doBetween(): Promise<void> {
    for (let work = this.#between.shift(); work; work = this.#between.shift()) await work();
  }

  /** Does something while no step is under way. */
  #whileResting<T>(work: () => Promise<T>): Promise<T> {
    if (this.#phase !== 'running' && this.#phase !== 'paused') return work();
    return new Promise<T>((resolve, reject) => {
      this.#between.push(() => work().then(resolve, reject));
      this.#wake();
    });
  }

  #enter(phase: TrainingPhase): void {
    this.#phase = phase;
    this.#tell(true);
  }

  #fail(error: unknown): void {
    const { code, parameters } = toUnderhoodError(error);
    const last = this.#kept.at(-1);
    const isDiverged = code === 'training.diverged' && last !== undefined;
    const offer = isDiverged ? { step: this.#best?.step ?? last, rateFactor: this.#rateFactor / 2 } : undefined;
    this.#error = { code, parameters, offer };
    this.#enter('failed');
  }

  #tell(atOnce = false): void {
    const now = performance.now();
    if (!atOnce && now - this.#toldAt < statusInterval) return;
    this.#toldAt = now;
    this.observer.onStatus(this.status);
  }
}

/** What a recipe says of a run before its texts are read. */
async function summaryOf(file: string, recipe: Recipe, output: string): Promise<TrainingSummary> {
  const start = await startingModel(recipe, path.dirname(file));
  // The vocabulary is not known yet, nor does anything here depend on it.
  const { config } = architectureOf({ ...start.config, vocab_size: start.config.vocab_size ?? 2 ** 16 });
  const { layers, heads, width, contextLength, modelType: family } = config;
  const { batch, tokens, accumulate, patience, evaluateEvery } = recipe.training;
  return {
    ...{ recipe: file, folder: output, name: path.basename(output) },
    ...{ family, layers, heads, width, contextLength, batch, tokens, accumulate, patience, evaluateEvery },
    isFineTuning: recipe.from !== undefined,
    blocks: blockNames(layers),
  };
}
