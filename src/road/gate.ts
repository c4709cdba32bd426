import { UnderhoodError } from '../errors.ts';

/** How long a computation may go on without letting messages come in, milliseconds. */
const breathEvery = 20;

/** Where a computation comes by often: it is held there while it is paused, and ended where it is cancelled. */
export class Gate {
  #open?: () => void;
  #paused?: Promise<void>;
  #isCancelled = false;
  #breathed = 0;

  get isPaused(): boolean {
    return this.#paused !== undefined;
  }

  pause(): void {
    if (this.#isCancelled) return;
    this.#paused ??= new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  resume(): void {
    this.#open?.();
    this.#open = undefined;
    this.#paused = undefined;
  }

  /** For good. */
  cancel(): void {
    this.#isCancelled = true;
    this.resume();
  }

  /** Lets messages come in now and then, waits while it is paused, throws `cancelled` where it is. */
  async pass(): Promise<void> {
    if (performance.now() - this.#breathed >= breathEvery) {
      await new Promise<void>((resolve) => void setTimeout(resolve, 0));
      this.#breathed = performance.now();
    }
    while (this.#paused) await this.#paused;
    if (this.#isCancelled) throw new UnderhoodError('cancelled');
  }
}
