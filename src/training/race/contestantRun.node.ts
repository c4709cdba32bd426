import { rm } from 'node:fs/promises';
import path from 'node:path';
import { holdsFile } from '../../checkpoint/files.node.ts';
import { replaceFile } from '../../checkpoint/syncedFiles.node.ts';
import { writeCheckpoint } from '../../checkpoint/writeFolder.node.ts';
import type { Runtime } from '../../engine/runtime.ts';
import { toUnderhoodError, UnderhoodError } from '../../errors.ts';
import type { SchemeName } from '../../positions/scheme.ts';
import type { Contestant, LossByPosition } from '../../protocol/race.ts';
import type { PreparedSummary } from '../../protocol/training.ts';
import { Evaluation } from '../evaluation.ts';
import type { ActiveRun } from '../run/activeRun.node.ts';
import { TrainingRun } from '../run/trainingRun.node.ts';
import { lossByPosition } from './lossByPosition.ts';
import type { RaceFile, RaceResult } from './raceFile.node.ts';
import { recipeFor } from './raceRecipe.ts';

/** What a contestant leaves in its folder only as long as it may have to go on. */
const workFolders = ['checkpoints', 'training'];

/** The training of one scheme's model, in a folder of its own inside the race's. */
export class ContestantRun {
  #isStopped = false;
  #isMeasuring = false;

  private constructor(
    readonly scheme: SchemeName,
    private readonly folder: string,
    private readonly race: RaceFile,
    private readonly chooseRuntime: (threads: number) => Promise<Runtime>,
    private readonly run: TrainingRun,
  ) {}

  /**
   * @param folder the race's
   * @param onChange told at every change of `contestant`, or of what is prepared
   */
  static async open(
    folder: string,
    scheme: SchemeName,
    race: RaceFile,
    chooseRuntime: (threads: number) => Promise<Runtime>,
    onChange: () => void,
  ): Promise<ContestantRun> {
    const recipe = recipeFor(scheme, race.settings, race.plan);
    const bytes = new TextEncoder().encode(`${JSON.stringify(recipe, null, 2)}\n`);
    await replaceFile(recipeFile(folder, scheme), [bytes]);
    const run = await TrainingRun.open(recipeFile(folder, scheme), chooseRuntime, {
      onStatus: onChange,
      onSummary: onChange,
    });
    return new ContestantRun(scheme, folder, race, chooseRuntime, run);
  }

  /** As it lies in the race's folder; undefined where it was not begun. */
  static async look(folder: string, scheme: SchemeName): Promise<Contestant | undefined> {
    if (!(await holdsFile(folder, path.basename(recipeFile(folder, scheme))))) return undefined;
    const silent = { onStatus() {}, onSummary() {} };
    const nothing = () => Promise.reject(new UnderhoodError('training.notStarted'));
    const { status, heldOut } = await TrainingRun.open(recipeFile(folder, scheme), nothing, silent);
    return { scheme, phase: 'idle', step: status.step, evaluations: heldOut, seconds: status.elapsedSeconds };
  }

  get contestant(): Contestant {
    const { phase, step, elapsedSeconds } = this.run.status;
    return {
      scheme: this.scheme,
      phase: this.#isMeasuring ? 'running' : phase,
      step,
      evaluations: this.run.heldOut,
      seconds: elapsedSeconds,
    };
  }

  /** Known once it is about to take its first step. */
  get prepared(): PreparedSummary | undefined {
    return this.run.summary.prepared;
  }

  pause(): void {
    this.run.pause();
  }

  resume(): void {
    this.run.resume();
  }

  /** Ends it after the step under way, measured or not; it can be gone on with. */
  stop(): void {
    this.#isStopped = true;
    void this.run.leave();
  }

  /**
   * Trains to the last step, measures, and leaves the model of that step in its folder.
   * @returns undefined where it was stopped. Throws UnderhoodError where anything but its own numbers fails
   */
  async finish(): Promise<RaceResult | undefined> {
    try {
      if (this.#isStopped) return undefined;
      if (this.run.status.phase !== 'finished') await this.run.start();
      await this.run.ended;
      const { phase, error } = this.run.status;
      if (error) {
        const { code, parameters } = error;
        if (code !== 'training.diverged') throw new UnderhoodError(code, parameters);
        return { ...this.contestant, error: { code, parameters } };
      }
      if (phase !== 'finished') return undefined;
      this.#isMeasuring = true;
      const byPosition = await this.run.use((active) => this.#measure(active));
      this.#isMeasuring = false;
      return { ...this.contestant, byPosition };
    } catch (error) {
      if (this.#isStopped && toUnderhoodError(error).code === 'cancelled') return undefined;
      throw error;
    } finally {
      this.#isMeasuring = false;
      await this.run.release();
    }
  }

  /** Removes what only going on would need. */
  async tidy(): Promise<void> {
    for (const name of workFolders) {
      await rm(path.join(this.folder, this.scheme, name), { recursive: true, force: true });
    }
  }

  async #measure({ prepared }: ActiveRun): Promise<LossByPosition> {
    const { trainedLength, measuredLength, batch } = this.race.plan;
    const { objective, trainer, heldOut = [] } = prepared;
    const shape = { batch, tokens: measuredLength };
    const evaluation = await Evaluation.compile(await this.chooseRuntime(0), objective, trainer.parameters, shape);
    try {
      // A race has one corpus.
      const losses = await evaluation.byPosition(heldOut[0], () => this.#isStopped);
      // Until here the folder held the model of the lowest loss, which may be an earlier one.
      await writeCheckpoint(path.join(this.folder, this.scheme), prepared.writable('f32'), 'f32');
      return lossByPosition(losses, trainedLength);
    } finally {
      await evaluation.release();
    }
  }
}

function recipeFile(folder: string, scheme: SchemeName): string {
  return path.join(folder, `${scheme}.underhood.json`);
}
