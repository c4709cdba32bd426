import type { Disposable } from 'vscode-jsonrpc';
import { UnderhoodError } from '../errors.ts';
import { type ChildSettings, ModelChild } from './modelChild.ts';

/** Milliseconds. */
export interface LifeTimes {
  /** How long the process may go on with what nobody wants any more before it is ended. */
  readonly patience: number;
  /** A second crash so soon after the start leaves it stopped. */
  readonly early: number;
  /** It stays so long after the last page closed: moving a tab must not load the model again. */
  readonly linger: number;
}

const usualTimes: LifeTimes = { patience: 400, early: 10_000, linger: 5_000 };

/**
 * The lives of the model process, one after the other. It is started when it is first needed and ended when nobody needs
 * it; started again after a crash, but not twice for the same reason.
 */
export class ModelLives {
  readonly #times: LifeTimes;
  #child?: ModelChild;
  /** What the process was busy with when it crashed last. */
  #blamed?: string;
  #stopped?: UnderhoodError;
  #users = 0;
  #linger?: NodeJS.Timeout;
  #isDisposed = false;

  /**
   * @param reopen has a process that took the place of another one open the model again
   * @param changed told when a process went, and what became of that
   */
  constructor(
    private readonly settings: ChildSettings,
    times: Partial<LifeTimes>,
    private readonly reopen: (child: ModelChild) => void,
    private readonly changed: () => void,
  ) {
    this.#times = { ...usualTimes, ...times };
  }

  /** The process that runs now. */
  get child(): ModelChild | undefined {
    return this.#child;
  }

  /** Why there is none, and none is to be started. */
  get stopped(): UnderhoodError | undefined {
    return this.#stopped;
  }

  /** Keeps the process alive until disposed; a while longer, in case someone comes back. */
  retain(): Disposable {
    this.#users++;
    clearTimeout(this.#linger);
    let isHeld = true;
    return {
      dispose: () => {
        if (!isHeld) return;
        isHeld = false;
        this.#users--;
        if (this.#users === 0) this.#linger = setTimeout(() => this.#child?.replace(), this.#times.linger);
      },
    };
  }

  /** Does something with the process, and does it again where that was ended in favour of a new one. */
  async retrying<T>(work: (child: ModelChild) => Promise<T>): Promise<T> {
    const use = this.retain();
    try {
      for (;;) {
        const child = this.#running();
        try {
          return await work(child);
        } catch (error) {
          if (!(error instanceof UnderhoodError) || error.code !== 'disconnected' || this.#isDisposed) throw error;
          const detail = await child.ended;
          if (!child.isReplaced) throw this.#stopped ?? new UnderhoodError('process.crashed', { detail });
        }
      }
    } finally {
      use.dispose();
    }
  }

  /** Ends a process that goes on for too long with something that nobody wants any more. */
  expectSoon(child: ModelChild, answer: Promise<unknown>): void {
    const timer = setTimeout(() => {
      this.settings.log('The model process goes on with what nobody wants any more: it is started again.');
      child.replace();
    }, this.#times.patience);
    const answered = () => clearTimeout(timer);
    answer.then(answered, answered);
  }

  /** What was done well was not to blame for the last crash. */
  acquit(fingerprint: string): void {
    if (this.#blamed === fingerprint) this.#blamed = undefined;
  }

  /** Ends the process in favour of a new one, whatever crashed before. */
  renew(): void {
    this.#stopped = undefined;
    this.#blamed = undefined;
    this.#child?.replace();
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#linger);
    this.#child?.replace();
  }

  /** The process, started where there is none. */
  #running(): ModelChild {
    if (this.#isDisposed) throw new UnderhoodError('disconnected');
    if (this.#stopped) throw this.#stopped;
    this.#child ??= this.#start(false);
    return this.#child;
  }

  #start(isAfterCrash: boolean): ModelChild {
    const child = new ModelChild(this.settings, isAfterCrash);
    child.ended.then((detail) => {
      this.#child = undefined;
      if (!child.isReplaced) this.#crashed(child, detail);
      // Whoever was waiting for the old process starts the new one.
      else setImmediate(() => this.#startAgain(false));
      this.changed();
    });
    return child;
  }

  #crashed(child: ModelChild, detail: string): void {
    const { busyWith, isAfterCrash, startedAt } = child;
    this.settings.log(`The model process ended: ${detail}, busy with ${busyWith ?? 'nothing'}.`);
    const isSame = busyWith !== undefined && busyWith === this.#blamed;
    const isEarly = isAfterCrash && Date.now() - startedAt < this.#times.early;
    this.#blamed = busyWith;
    if (isSame || isEarly) this.#stopped = new UnderhoodError('process.stopped', { detail });
    else this.#startAgain(true);
  }

  /** Sees to it that there is a process with the last model, where someone may need it. */
  #startAgain(isAfterCrash: boolean): void {
    if (this.#users === 0 || this.#stopped || this.#isDisposed) return;
    this.#child ??= this.#start(isAfterCrash);
    this.reopen(this.#child);
  }
}
