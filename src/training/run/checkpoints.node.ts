import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { holdsFile, readIfThere } from '../../checkpoint/files.node.ts';
import { encodeSafetensors, type SafetensorsHeader, type WritableTensors } from '../../checkpoint/safetensors.ts';
import { readHeader, readSafetensors } from '../../checkpoint/safetensorsFile.node.ts';
import { syncFolder, writingFailure } from '../../checkpoint/syncedFiles.node.ts';
import { type WritableCheckpoint, writeCheckpoint } from '../../checkpoint/writeFolder.node.ts';
import { UnderhoodError } from '../../errors.ts';
import type { AdamW } from '../optimizer/adamW.ts';
import type { Progress } from '../trainer.ts';

/** What goes on with a run beside the model itself. */
export interface TrainerState extends Progress {
  readonly seed: number;
  /** Seconds of training so far. */
  readonly seconds: number;
  /** Of the training text as ids: going on is exact with the same data only. */
  readonly data: string;
  /** Which model the run's folder holds; of runs before that could be chosen absent, which is `best`. */
  readonly keep?: 'best' | 'last';
}

type Moments = Pick<AdamW, 'parameters' | 'moments'>;

const stateName = 'trainer_state.safetensors';
const namePattern = /^step-(\d+)$/;

/** Checkpoints together take about so many bytes at most. */
const mostBytes = 4e9;

/**
 * The checkpoints of a run: Hugging Face folders named by their step, the newest ones and the best with the optimiser's
 * state. Each is written beside and renamed when it is whole. Other processes may read them meanwhile.
 */
export class Checkpoints {
  constructor(readonly folder: string) {}

  /** Folder of a step's checkpoint. */
  path(step: number): string {
    return path.join(this.folder, `step-${String(step).padStart(6, '0')}`);
  }

  /** Steps of all that are whole, in order. */
  async steps(): Promise<number[]> {
    const names = await readdir(this.folder).catch(() => []);
    return names
      .flatMap((name) => namePattern.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
  }

  /** Steps from which a run can go on, in order. */
  async resumable(): Promise<number[]> {
    const steps: number[] = [];
    for (const step of await this.steps()) if (await holdsFile(this.path(step), stateName)) steps.push(step);
    return steps;
  }

  /**
   * Writes the checkpoint of a step, in place of the one of that step where there is one.
   * Throws UnderhoodError where it cannot be written: what was there before stays whole.
   */
  async write(model: WritableCheckpoint, state: TrainerState, { parameters, moments }: Moments): Promise<void> {
    const beside = path.join(this.folder, `.step-${state.step}`);
    try {
      await mkdir(this.folder, { recursive: true });
      const tensors: WritableTensors = Object.fromEntries(
        parameters.flatMap(({ name, shape }, i) => [
          [`first.${name}`, { dtype: 'f32', shape, data: moments[i].first }],
          [`second.${name}`, { dtype: 'f32', shape, data: moments[i].second }],
        ]),
      );
      const metadata = { format: 'pt', state: JSON.stringify(state) };
      const files = { ...model.files, [stateName]: encodeSafetensors(tensors, metadata) };
      const checkpoint = { ...model, files };
      const target = this.path(state.step);
      // File by file: removed first, the newest state would be nowhere for a moment, and lost where that moment is the last.
      if (await holdsFile(target, 'config.json')) return await writeCheckpoint(target, checkpoint, 'f32');
      await rm(beside, { recursive: true, force: true });
      await writeCheckpoint(beside, checkpoint, 'f32');
      await rm(target, { recursive: true, force: true });
      await rename(beside, target);
      await syncFolder(this.folder);
    } catch (error) {
      await rm(beside, { recursive: true, force: true }).catch(() => undefined);
      throw writingFailure(this.folder, error);
    }
  }

  /** The newest state from which a run can go on, without the moments; undefined where there is none. */
  async newestProgress(): Promise<TrainerState | undefined> {
    for (;;) {
      const last = (await this.resumable()).at(-1);
      if (last === undefined) return undefined;
      const progress = await readIfThere(this.path(last), stateName, () => this.readProgress(last));
      // Otherwise whoever trains wrote newer ones since the list was made, and tidied this one away.
      if (progress) return progress;
    }
  }

  /** A checkpoint's state, without the moments. */
  async readProgress(step: number): Promise<TrainerState> {
    return stateIn((await readHeader(this.path(step), stateName)).header);
  }

  /** Puts a checkpoint's moments into the optimiser and answers the rest of its state. */
  async readState(step: number, { parameters, moments }: Moments): Promise<TrainerState> {
    const { tensors, header } = await readSafetensors(this.path(step), stateName);
    const fill = (array: Float32Array, name: string) => {
      const stored = tensors.get(name);
      if (stored?.length !== array.length) throw new UnderhoodError('training.otherModel', { folder: this.path(step) });
      array.set(stored);
    };
    parameters.forEach(({ name }, i) => {
      fill(moments[i].first, `first.${name}`);
      fill(moments[i].second, `second.${name}`);
    });
    return stateIn(header);
  }

  /**
   * Removes what is no longer needed: all after `last`; the states of all but the newest two and the best; and so many
   * checkpoints in between that about `most` are left, spread over the run.
   */
  async tidy(
    most: number,
    bytesEach: number,
    best: number | undefined,
    last = Number.POSITIVE_INFINITY,
  ): Promise<void> {
    const names = await readdir(this.folder).catch(() => []);
    // Left by a process that was killed while it wrote.
    for (const name of names) {
      if (name.startsWith('.step-')) await rm(path.join(this.folder, name), { recursive: true, force: true });
    }
    const steps = await this.steps();
    const remove = async (step: number) => {
      // The state first: whoever is killed before all is gone leaves nothing that looks as if a run could go on from it.
      await rm(path.join(this.path(step), stateName), { force: true });
      await rm(this.path(step), { recursive: true, force: true });
    };
    for (const step of steps.toReversed()) if (step > last) await remove(step);
    const kept = keptSteps(
      steps.filter((step) => step <= last),
      Math.max(3, Math.min(most, Math.floor(mostBytes / bytesEach))),
      best,
    );
    for (const step of steps) if (step <= last && !kept.includes(step)) await remove(step);
    for (const step of kept.slice(0, -2)) {
      if (step !== best) await rm(path.join(this.path(step), stateName), { force: true });
    }
  }
}

function stateIn({ metadata }: SafetensorsHeader): TrainerState {
  return JSON.parse(metadata.get('state') ?? '{}') as TrainerState;
}

/**
 * Which of ascending `steps` to keep, `most` at most: those whose absence would leave the largest gaps, the newest two and
 * the best among them.
 */
export function keptSteps(steps: readonly number[], most: number, best: number | undefined): number[] {
  const kept = [...steps];
  while (kept.length > most) {
    let least = -1;
    for (let i = 0; i < kept.length - 2; i++) {
      if (kept[i] === best) continue;
      const gap = (at: number) => kept[at + 1] - (kept[at - 1] ?? 0);
      if (least < 0 || gap(i) < gap(least)) least = i;
    }
    if (least < 0) break;
    kept.splice(least, 1);
  }
  return kept;
}
