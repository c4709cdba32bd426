import path from 'node:path';
import { Emitter } from 'vscode-jsonrpc';
import { UnderhoodError } from '../errors.ts';
import type { SchemeName } from '../positions/scheme.ts';
import type { KeptRace } from '../protocol/positionsPage.ts';
import type { RaceSettings, RaceState } from '../protocol/race.ts';
import { keptRaces, raceName } from '../training/race/raceFile.node.ts';
import { RaceJob } from '../trainingProcess/raceJob.ts';
import type { TrainingProcessSettings } from '../trainingProcess/trainingChild.ts';

/** The races of this window: the one that is shown, and one at work, which may be another. */
export class Races {
  readonly #changed = new Emitter<void>();
  readonly #training = new Emitter<boolean>();
  #shown?: RaceJob;
  #working?: RaceJob;
  readonly #names = new Map<RaceJob, string>();

  /** @param folder that of all races, absolute */
  constructor(
    private readonly settings: TrainingProcessSettings,
    private readonly folder: string,
  ) {}

  /** The race that is shown, or the one at work, changed. */
  readonly onDidChange = this.#changed.event;
  /** A race begins to train, or none trains any more. */
  readonly onTraining = this.#training.event;

  /** The race that is shown. */
  get current(): RaceState | undefined {
    return this.#shown?.state;
  }

  /** The race at work, shown or not. */
  get training(): RaceState | undefined {
    return this.#working?.state;
  }

  get isTraining(): boolean {
    return this.#working !== undefined;
  }

  /** Number of the process at work. */
  get pid(): number | undefined {
    return this.#working?.pid;
  }

  /** Shows a race and begins it, or goes on where it was left. Throws UnderhoodError where another is at work. */
  async start(settings: RaceSettings): Promise<void> {
    const name = raceName(settings);
    if (this.#working && this.#names.get(this.#working) !== name) throw new UnderhoodError('race.running');
    await this.#show(settings).start();
  }

  /** Shows a race as it lies on the disk, or is at work. */
  async show(settings: RaceSettings): Promise<void> {
    const job = this.#show(settings);
    if (job !== this.#working) await job.open();
    else this.#changed.fire();
  }

  /** Pauses the race at work. Throws UnderhoodError where none is, as do `resume` and `stop`. */
  async pause(): Promise<void> {
    await this.#atWork().pause();
  }

  async resume(): Promise<void> {
    await this.#atWork().resume();
  }

  /** Ends the race at work after the step under way; it can be gone on with. */
  async stop(): Promise<void> {
    await this.#atWork().stop();
  }

  /** All races that were begun. */
  kept(): Promise<KeptRace[]> {
    return keptRaces(this.folder);
  }

  /** The Hugging Face folder of a scheme's model in the race that is shown. Throws UnderhoodError where there is none. */
  folderOf(scheme: SchemeName): string {
    const folder = this.current?.contestants.find((contestant) => contestant.scheme === scheme)?.folder;
    if (folder === undefined) throw new UnderhoodError('race.noModel');
    return folder;
  }

  /** Lets the processes go: they end what they do safely. Resolves when they are gone. */
  async dispose(): Promise<void> {
    await Promise.all([...this.#names.keys()].map((job) => job.dispose()));
    this.#changed.dispose();
    this.#training.dispose();
  }

  #show(settings: RaceSettings): RaceJob {
    const name = raceName(settings);
    const known = [...this.#names].find(([, known]) => known === name)?.[0];
    const job = known ?? new RaceJob(path.join(this.folder, name), settings, this.settings);
    if (!known) {
      this.#names.set(job, name);
      job.onChange(() => this.#follow(job));
    }
    this.#shown = job;
    for (const other of this.#names.keys()) {
      if (other === job || other === this.#working) continue;
      this.#names.delete(other);
      void other.dispose();
    }
    return job;
  }

  #follow(job: RaceJob): void {
    const wasTraining = this.isTraining;
    if (job.isTraining) this.#working = job;
    else if (this.#working === job) this.#working = undefined;
    if (this.isTraining !== wasTraining) this.#training.fire(this.isTraining);
    this.#changed.fire();
  }

  #atWork(): RaceJob {
    if (!this.#working) throw new UnderhoodError('race.none');
    return this.#working;
  }
}
