import path from 'node:path';
import { writingFailure } from '../../checkpoint/syncedFiles.node.ts';
import type { Runtime } from '../../engine/runtime.ts';
import { type CodedMessage, toUnderhoodError, UnderhoodError } from '../../errors.ts';
import type { SchemeName } from '../../positions/scheme.ts';
import type { Contestant, RaceSettings, RaceState } from '../../protocol/race.ts';
import { isUnderWay, type TrainingPhase } from '../../protocol/training.ts';
import { lockRun } from '../run/runLock.node.ts';
import { ContestantRun } from './contestantRun.node.ts';
import { readRace, writeRace } from './raceFile.node.ts';
import { resultOf, type Standing, standingOf } from './standing.node.ts';

type Wish = 'run' | 'pause' | 'stop';

/** Steps after which it is said how long the rest will take. */
const timedSteps = 10;

/**
 * The same small model once with each position scheme, one after the other, in one folder: to be paused, stopped, killed
 * and taken up again, which changes none of its numbers.
 */
export class Race {
  #phase: TrainingPhase;
  #wish: Wish = 'run';
  #error?: CodedMessage;
  /** The one whose turn it is. */
  #live?: ContestantRun;
  #wake: () => void = () => {};
  #ended: Promise<void> = Promise.resolve();

  private constructor(
    private readonly folder: string,
    private standing: Standing,
    private readonly chooseRuntime: (threads: number) => Promise<Runtime>,
    private readonly onChange: (state: RaceState) => void,
  ) {
    this.#phase = this.#isOver ? 'finished' : 'idle';
  }

  /**
   * Reads what a folder holds of a race, or prepares for a new one without writing anything.
   * @param chooseRuntime with a number of threads; 0: as the settings say
   * Throws UnderhoodError where what is kept cannot be read.
   */
  static async open(
    folder: string,
    settings: RaceSettings,
    chooseRuntime: (threads: number) => Promise<Runtime>,
    onChange: (state: RaceState) => void,
  ): Promise<Race> {
    return new Race(folder, await standingOf(folder, settings), chooseRuntime, onChange);
  }

  get state(): RaceState {
    const { settings, plan, parameters, threads } = this.standing.file;
    const { trainedLength, measuredLength, layers, heads, width, positionScale } = plan;
    const contestants = plan.schemes.map((scheme) => this.#contestant(scheme));
    return {
      name: path.basename(this.folder),
      settings,
      phase: this.#phase,
      ...{ trainedLength, measuredLength, parameters, layers, heads, width, positionScale, threads },
      contestants,
      secondsLeft: this.#isGoing ? secondsLeft(contestants, settings.steps) : undefined,
      error: this.#error,
    };
  }

  /** Resolves when nothing is under way any more, however it ended. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  /**
   * Begins, or goes on where it was left; does nothing where it is over. Resolves when the first contestant is about to be
   * prepared. Throws UnderhoodError where the folder cannot be written, or another process writes it.
   * @param patience milliseconds that another process may take to leave it
   */
  async start(patience?: number): Promise<void> {
    if (this.#isGoing) throw new UnderhoodError('race.running');
    if (this.#isOver) return;
    this.#wish = 'run';
    this.#error = undefined;
    this.#phase = 'preparing';
    const begun = this.#begin(patience);
    this.#ended = begun.then(
      (unlock) => this.#run(unlock),
      () => {},
    );
    await begun;
  }

  pause(): void {
    if (!this.#isGoing) return;
    this.#wish = 'pause';
    this.#live?.pause();
  }

  resume(): void {
    if (!this.#isGoing) return;
    this.#wish = 'run';
    this.#live?.resume();
    this.#wake();
  }

  /** Ends it after the step under way. */
  stop(): Promise<void> {
    this.#wish = 'stop';
    this.#live?.stop();
    this.#wake();
    return this.#ended;
  }

  get #isGoing(): boolean {
    return isUnderWay(this.#phase);
  }

  get #isOver(): boolean {
    const { results, plan } = this.standing.file;
    return results.length === plan.schemes.length;
  }

  /** @returns gives the folder back */
  async #begin(patience?: number): Promise<() => Promise<void>> {
    try {
      if (!(await readRace(this.folder))) await writeRace(this.folder, this.standing.file);
      // Told only now: whoever hears of it finds it among those that are kept.
      this.#enter('preparing');
      return await this.#take(patience);
    } catch (caught) {
      const { code, parameters } = toUnderhoodError(caught);
      const error = code === 'training.elsewhere' ? new UnderhoodError('race.elsewhere', parameters) : caught;
      this.#fail(error);
      throw error;
    }
  }

  /** Takes the folder, and the race as it stands by then: another process may have gone on with it since it was read. */
  async #take(patience?: number): Promise<() => Promise<void>> {
    const unlock = await lockRun(this.folder, patience);
    try {
      const { settings, parameters, threads } = this.standing.file;
      const standing = await standingOf(this.folder, settings);
      this.standing = { ...standing, file: { parameters, threads, ...standing.file } };
      return unlock;
    } catch (error) {
      await unlock();
      throw error;
    }
  }

  async #run(unlock: () => Promise<void>): Promise<void> {
    try {
      for (const scheme of this.standing.file.plan.schemes) {
        if (!resultOf(this.standing.file, scheme)) await this.#runOne(scheme);
        if (this.#wish === 'stop') break;
      }
      await unlock();
      this.#enter(this.#isOver ? 'finished' : 'stopped');
    } catch (error) {
      await unlock();
      this.#fail(error);
    }
  }

  async #runOne(scheme: SchemeName): Promise<void> {
    const { file } = this.standing;
    const live = await ContestantRun.open(this.folder, scheme, file, this.chooseRuntime, () => this.#follow());
    this.#live = live;
    try {
      await this.#rest();
      if (this.#wish === 'stop') return;
      const result = await live.finish();
      if (!result) return;
      const { file } = this.standing;
      const longer = { ...file, results: [...file.results, result] };
      await writeRace(this.folder, longer);
      this.standing = { ...this.standing, file: longer };
      await live.tidy();
    } finally {
      this.standing.waiting.set(scheme, { ...live.contestant, phase: 'idle' });
      this.#live = undefined;
      this.#follow();
    }
  }

  /** Waits between two contestants as long as a pause is wished for. */
  async #rest(): Promise<void> {
    while (this.#wish === 'pause') {
      this.#enter('paused');
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#enter('running');
    }
  }

  /** The one whose turn it is changed. */
  #follow(): void {
    const live = this.#live;
    const contestant = live?.contestant;
    const { file, folders } = this.standing;
    if (live && contestant && contestant.evaluations.length > 0) folders.add(live.scheme);
    if (live?.prepared) {
      const { parameters, runtime } = live.prepared;
      const known = live.scheme === 'learned' ? file.parameters : parameters;
      this.standing = { ...this.standing, file: { ...file, parameters: known, threads: runtime.threads } };
    }
    // Between two of them it goes on running.
    if (contestant?.phase === 'running' || contestant?.phase === 'paused') this.#phase = contestant.phase;
    this.onChange(this.state);
  }

  #contestant(scheme: SchemeName): Contestant {
    const { file, waiting, folders } = this.standing;
    const folder = folders.has(scheme) ? path.join(this.folder, scheme) : undefined;
    const live = this.#live?.scheme === scheme ? this.#live.contestant : undefined;
    const none: Contestant = { scheme, phase: 'idle', step: 0, evaluations: [], seconds: 0 };
    return { ...(resultOf(file, scheme) ?? live ?? waiting.get(scheme) ?? none), folder };
  }

  #enter(phase: TrainingPhase): void {
    this.#phase = phase;
    this.onChange(this.state);
  }

  #fail(error: unknown): void {
    const { code, parameters } = toUnderhoodError(writingFailure(this.folder, error));
    this.#error = { code, parameters };
    this.#enter('failed');
  }
}

/** By how long the steps took that were done; undefined where that are too few. */
function secondsLeft(contestants: readonly Contestant[], steps: number): number | undefined {
  const done = contestants.reduce((sum, { step }) => sum + step, 0);
  if (done < timedSteps) return undefined;
  const seconds = contestants.reduce((sum, contestant) => sum + contestant.seconds, 0);
  const left = contestants.reduce((sum, { phase, step }) => sum + (phase === 'failed' ? 0 : steps - step), 0);
  return (seconds / done) * left;
}
