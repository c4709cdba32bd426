import { Emitter } from 'vscode-jsonrpc';
import { UnderhoodError } from '../errors.ts';
import type { RaceEvents, RaceRequests, RaceSettings, RaceState } from '../protocol/race.ts';
import { isUnderWay } from '../protocol/training.ts';
import { TrainingChild, type TrainingProcessSettings } from './trainingChild.ts';

/** The host's end of one race: its process, which is there while it is asked or runs, and what it said last. */
export class RaceJob {
  readonly #changed = new Emitter<void>();
  readonly #child: TrainingChild<RaceRequests>;
  #state?: RaceState;
  /** Requests that are not answered yet. */
  #asked = 0;
  #isDisposed = false;

  /** @param folder the race's own */
  constructor(
    private readonly folder: string,
    private readonly raceSettings: RaceSettings,
    settings: TrainingProcessSettings,
  ) {
    const hear = { race: (state: RaceState) => this.#update(state) };
    this.#child = new TrainingChild(
      settings,
      (rpc) => {
        rpc.hear<RaceEvents>(hear);
      },
      (detail) => this.#died(detail),
    );
  }

  /** The state changed. */
  readonly onChange = this.#changed.event;

  get state(): RaceState | undefined {
    return this.#state;
  }

  /** Whether it is at work, or about to be, or waits in the middle of it. */
  get isTraining(): boolean {
    return isUnderWay(this.#state?.phase);
  }

  /** Number of the process that runs now. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Reads it from its folder, unless it is at work. */
  open(): Promise<void> {
    return this.#asking(async () => {
      const { folder, raceSettings: settings } = this;
      this.#update(await this.#child.ask('openRace', { folder, settings }));
    });
  }

  /** Rejects with `training.processEnded` where its process ends meanwhile. */
  start(): Promise<void> {
    return this.#asking(async () => {
      await this.open();
      await this.#child.ask('startRace', {});
    });
  }

  pause(): Promise<void> {
    return this.#control('pauseRace');
  }

  resume(): Promise<void> {
    return this.#control('resumeRace');
  }

  /** Resolves when the step under way is done and written. */
  stop(): Promise<void> {
    return this.#control('stopRace');
  }

  /** Lets the process go: it ends the race safely, and itself. Resolves when it is gone. */
  dispose(): Promise<void> {
    this.#isDisposed = true;
    this.#changed.dispose();
    return this.#child.dispose();
  }

  #control(method: 'pauseRace' | 'resumeRace' | 'stopRace'): Promise<void> {
    if (!this.isTraining) return Promise.reject(new UnderhoodError('race.none'));
    return this.#asking(async () => {
      await this.#child.ask(method, {});
    });
  }

  async #asking(work: () => Promise<void>): Promise<void> {
    this.#asked++;
    try {
      await work();
    } finally {
      this.#asked--;
      this.#release();
    }
  }

  /** Nothing is under way: the process is not needed. */
  #release(): void {
    if (this.#asked === 0 && !this.isTraining && !this.#isDisposed) void this.#child.release();
  }

  /** Where it ended in the middle of its work, the last checkpoints are whole. */
  #died(detail: string): void {
    const state = this.#state;
    if (!state || !this.isTraining) return;
    const error = { code: 'training.processEnded', parameters: { detail } } as const;
    const contestants = state.contestants.map((contestant) => {
      return contestant.byPosition || contestant.error ? contestant : { ...contestant, phase: 'idle' as const };
    });
    this.#update({ ...state, contestants, phase: 'failed', secondsLeft: undefined, error });
  }

  #update(state: RaceState): void {
    if (this.#isDisposed) return;
    this.#state = state;
    this.#changed.fire();
    this.#release();
  }
}
