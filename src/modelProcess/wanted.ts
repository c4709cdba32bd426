import type { CancellationToken } from 'vscode-jsonrpc';
import { UnderhoodError } from '../errors.ts';

/** Something asked for that may be dropped before it is done. */
export class Wanted {
  /** Rejects when it is dropped; never resolves. */
  readonly dropped: Promise<never>;
  #reject!: (error: UnderhoodError) => void;
  #error?: UnderhoodError;
  readonly #listeners: (() => void)[] = [];

  constructor() {
    this.dropped = new Promise((_, reject) => {
      this.#reject = reject;
    });
  }

  drop(code: 'superseded' | 'cancelled'): void {
    if (this.#error) return;
    this.#error = new UnderhoodError(code);
    this.#reject(this.#error);
    for (const listener of this.#listeners) listener();
  }

  get isDropped(): boolean {
    return this.#error !== undefined;
  }

  /** Throws once it was dropped. */
  check(): void {
    if (this.#error) throw this.#error;
  }

  onDropped(listener: () => void): void {
    this.#listeners.push(listener);
  }
}

/** Work of one lane takes the place of what was wanted in it before; lanes do not disturb each other. */
type Lane = 'run' | 'read' | 'place' | 'translate' | 'paint' | 'write';

/** What is wanted now: the newest of each lane. */
export class Lanes {
  readonly #wanted = new Map<Lane, Wanted>();

  /** @param settled told when something is done, or no longer wanted */
  constructor(private readonly settled: () => void) {}

  get isEmpty(): boolean {
    return this.#wanted.size === 0;
  }

  has(lane: Lane): boolean {
    return this.#wanted.has(lane);
  }

  /**
   * Drops what was wanted in the lane until now, and does this instead. Rejects at once with `superseded` or `cancelled`
   * where it is dropped, whatever the work goes on doing.
   */
  want<T>(lane: Lane, work: (wanted: Wanted) => Promise<T>, token?: CancellationToken): Promise<T> {
    const wanted = new Wanted();
    this.#wanted.get(lane)?.drop('superseded');
    this.#wanted.set(lane, wanted);
    if (token?.isCancellationRequested) wanted.drop('cancelled');
    const listener = token?.onCancellationRequested(() => wanted.drop('cancelled'));
    const done = Promise.race([wanted.dropped, work(wanted)]);
    const settle = () => {
      listener?.dispose();
      if (this.#wanted.get(lane) === wanted) this.#wanted.delete(lane);
      this.settled();
    };
    done.then(settle, settle);
    return done;
  }

  drop(code: 'superseded' | 'cancelled'): void {
    for (const wanted of this.#wanted.values()) wanted.drop(code);
  }
}
