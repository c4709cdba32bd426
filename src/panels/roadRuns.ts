import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CancellationTokenSource, Emitter } from 'vscode-jsonrpc';
import { toUnderhoodError, UnderhoodError } from '../errors.ts';
import type { RoadProgress } from '../protocol/road.ts';
import type { RoadRun } from '../protocol/roadPage.ts';
import { resultKey } from '../road/block/writeBlock.ts';
import type { Experiment } from '../road/experiment.ts';
import { experiments } from '../road/experiments.ts';
import { namesFiles } from '../road/field.ts';
import type { KeptResult, RoadResults } from '../road/results.node.ts';
import type { RoadProcess } from '../roadProcess/roadProcess.ts';

/** What is run: an experiment with its settings. */
export type Runnable = Pick<RoadRun, 'name' | 'settings' | 'claim'>;

/** Where a block stands. */
export interface BlockPlace {
  /** URI of its document. */
  readonly document: string;
  /** Among the blocks of the document. */
  readonly index: number;
}

/** The blocks that this window runs, one at a time, and what came out of those that ran before. */
export class RoadRuns {
  readonly #changed = new Emitter<void>();
  readonly #finished = new Emitter<BlockPlace>();
  #run?: RoadRun;
  #place?: BlockPlace;
  #error?: UnderhoodError;
  #source?: CancellationTokenSource;
  #clock?: Clock;
  /** By which the result of what is shown is kept. */
  #shown = '';

  /**
   * @param model folder of the one that the person has chosen
   * @param folderOf where the files that a document names are looked for; null where it lies on no disk
   */
  constructor(
    private readonly process: Pick<RoadProcess, 'run' | 'pause' | 'resume' | 'dispose'>,
    private readonly results: RoadResults,
    private readonly model: () => string,
    private readonly folderOf: (document: string) => string | null = besideIt,
  ) {}

  /** The run changed, or another one is shown. */
  readonly onDidChange = this.#changed.event;
  /** A block came to its end. */
  readonly onFinished = this.#finished.event;

  /** The block that ran last, or is looked at. */
  get current(): RoadRun | undefined {
    return this.#run;
  }

  get place(): BlockPlace | undefined {
    return this.#place;
  }

  /** Why the last run did not come to its end. */
  get error(): UnderhoodError | undefined {
    return this.#error;
  }

  get isRunning(): boolean {
    return this.#run?.phase === 'running' || this.#run?.phase === 'paused';
  }

  /** What a block said when it ran last with these settings. @param document URI of the one that it stands in */
  lastOf(runnable: Runnable, document?: string): KeptResult | undefined {
    return this.results.get(this.#key(runnable, document));
  }

  /** Whether a block is the one that is shown. */
  isAt({ document, index }: BlockPlace): boolean {
    return this.#place?.document === document && this.#place.index === index;
  }

  /** Shows what is known of a block, without running it. Whatever runs goes on being shown. */
  look(runnable: Runnable, place?: BlockPlace): void {
    if (this.isRunning) return;
    this.#place = place;
    this.#error = undefined;
    this.#show(runnable);
    this.#changed.fire();
  }

  /** To be called when another model is chosen: what is shown of a block that needs one is what came out with that. */
  lookAgain(): void {
    if (!this.#run || this.isRunning) return;
    const { name, settings, claim } = this.#run;
    const runnable = { name, settings, claim };
    if (this.#key(runnable, this.#place?.document) !== this.#shown) this.look(runnable, this.#place);
  }

  /**
   * Runs a block. The same one, or another slider's place, takes the place of the run before; another block waits until that
   * is over: `road.busy`. Resolves when it is over, however it ended.
   */
  async run(runnable: Runnable, place?: BlockPlace): Promise<void> {
    const before = this.#run;
    if (this.isRunning && before && before.name !== runnable.name) {
      throw new UnderhoodError('road.busy', { title: before.name });
    }
    this.#source?.cancel();
    const source = new CancellationTokenSource();
    this.#source = source;
    this.#place = place;
    this.#error = undefined;
    const isSame = before?.name === runnable.name;
    // What was shown stays until there is something new: a page that empties at every move of a slider cannot be read.
    this.#run = { ...runnable, phase: 'running', done: 0, outcome: isSame ? before.outcome : undefined };
    this.#changed.fire();
    const clock = new Clock();
    this.#clock = clock;
    // Another one may be chosen before it is over, to which what comes out then does not belong.
    const model = this.model();
    try {
      const folder = this.#folderOf(place?.document);
      const key = keptKey(runnable, model, folder);
      const outcome = await this.process.run(
        { ...pickTask(runnable), folder, model },
        (progress) => this.#hear(source, progress),
        source.token,
      );
      const seconds = clock.seconds;
      this.results.put(key, { outcome, seconds, at: Date.now() });
      if (this.#source !== source) return;
      this.#show(runnable);
      if (this.#shown === key) this.#run = { ...runnable, phase: 'finished', done: 1, outcome, seconds };
      if (place) this.#finished.fire(place);
    } catch (error) {
      if (this.#source !== source) return;
      this.#error = toUnderhoodError(error);
      this.#show(runnable);
    }
    this.#source = undefined;
    this.#changed.fire();
  }

  async pause(): Promise<void> {
    if (this.#run?.phase !== 'running') return;
    this.#clock?.stop();
    this.#run = { ...this.#run, phase: 'paused' };
    this.#changed.fire();
    await this.process.pause();
  }

  async resume(): Promise<void> {
    if (this.#run?.phase !== 'paused') return;
    this.#clock?.start();
    this.#run = { ...this.#run, phase: 'running' };
    this.#changed.fire();
    await this.process.resume();
  }

  cancel(): void {
    this.#source?.cancel();
  }

  /** Ends whatever runs. Resolves when its process is gone. */
  async dispose(): Promise<void> {
    this.#source?.cancel();
    await this.process.dispose();
    this.#changed.dispose();
    this.#finished.dispose();
  }

  #hear(source: CancellationTokenSource, { done, partial }: RoadProgress): void {
    if (this.#source !== source || !this.#run) return;
    this.#run = { ...this.#run, done, seconds: this.#clock?.seconds, ...(partial && { outcome: partial }) };
    this.#changed.fire();
  }

  /** From now on it is about a block of which so much is known as came out when it ran last. */
  #show(runnable: Runnable): void {
    const document = this.#place?.document;
    const last = this.lastOf(runnable, document);
    this.#shown = this.#key(runnable, document);
    this.#run = { ...runnable, phase: last ? 'kept' : 'ready', done: last ? 1 : 0, ...pick(last) };
  }

  #folderOf(document: string | undefined): string | null {
    return document === undefined ? null : this.folderOf(document);
  }

  #key(runnable: Runnable, document: string | undefined): string {
    return keptKey(runnable, this.model(), this.#folderOf(document));
  }
}

/**
 * By which a result is kept: what an experiment says about a model or about a file belongs to that one.
 * @param model folder of the one that is chosen
 * @param folder where the files that the settings name are looked for
 */
export function keptKey(
  { name, settings }: Pick<Runnable, 'name' | 'settings'>,
  model: string,
  folder: string | null,
): string {
  const { needsModel, fields }: Experiment = experiments[name];
  const about = [needsModel?.(settings) && model, namesFiles(fields, settings) && folder, resultKey(name, settings)];
  return about.filter(Boolean).join(' ');
}

/** Seconds that pass while it runs. */
class Clock {
  #before = 0;
  #since: number | undefined = performance.now();

  get seconds(): number {
    return this.#before + (this.#since === undefined ? 0 : (performance.now() - this.#since) / 1000);
  }

  stop(): void {
    this.#before = this.seconds;
    this.#since = undefined;
  }

  start(): void {
    this.#since ??= performance.now();
  }
}

function pick(last: KeptResult | undefined): Pick<RoadRun, 'outcome' | 'seconds'> {
  return last ? { outcome: last.outcome, seconds: last.seconds } : {};
}

function pickTask({ name, settings }: Runnable) {
  return { name, settings };
}

/** The folder of a document's URI; null where it lies on no disk. */
export function besideIt(document: string): string | null {
  if (!document.startsWith('file:')) return null;
  return path.dirname(fileURLToPath(document));
}
