import path from 'node:path';
import { UnderhoodError } from '../../errors.ts';
import type { PreparedSummary } from '../../protocol/training.ts';
import { Checkpoints, type TrainerState } from './checkpoints.node.ts';
import { lockRun } from './runLock.node.ts';
import { RunRecords } from './runRecords.node.ts';

/** What a run left in its folder. */
interface Left {
  /** What it was prepared to. */
  readonly prepared?: PreparedSummary;
  /** Steps of the checkpoints that are there. */
  readonly checkpoints: readonly number[];
  /** Where it was; absent where it cannot be gone on with. */
  readonly state?: TrainerState;
}

/** The folder that a run writes: the model, its records and its checkpoints. One process writes it at a time. */
export class RunFolder {
  readonly records: RunRecords;
  readonly checkpoints: Checkpoints;
  #unlock: () => Promise<void> = async () => {};

  /**
   * @param output the folder, absolute
   * @param blocks parts of the model, as the records have them
   */
  constructor(
    readonly output: string,
    readonly blocks: number,
  ) {
    this.records = new RunRecords(path.join(output, 'training'), blocks);
    this.checkpoints = new Checkpoints(path.join(output, 'checkpoints'));
  }

  /** Reads what there is and changes nothing: another process may be training. */
  async look(): Promise<Left> {
    await this.records.look();
    return {
      prepared: await this.records.readSummary(),
      checkpoints: await this.checkpoints.steps(),
      state: await this.checkpoints.newestProgress(),
    };
  }

  /** Takes it for this process. Throws UnderhoodError where another one keeps it. */
  async take(): Promise<void> {
    this.#unlock = await lockRun(this.records.folder);
  }

  /** Closes what is open, and gives the folder back to other processes, whether or not what is left can be written. */
  async giveBack(): Promise<void> {
    try {
      await this.records.close();
    } finally {
      await this.#unlock();
    }
  }

  /** The checkpoint to go on from: that of a step, or the last one, where there is any. */
  async checkpointFor(step: number | undefined): Promise<number | undefined> {
    const steps = await this.checkpoints.resumable();
    if (step !== undefined && !steps.includes(step)) throw new UnderhoodError('training.noCheckpoint', { step });
    return step ?? steps.at(-1);
  }
}
