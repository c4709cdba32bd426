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

  /** Throws once it was dropped. */
  check(): void {
    if (this.#error) throw this.#error;
  }

  onDropped(listener: () => void): void {
    this.#listeners.push(listener);
  }
}
