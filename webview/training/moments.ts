import type { Moment } from '../../src/protocol/training.ts';

/** The moments looked at last; the page of a long run must not keep them all. */
export class Moments {
  readonly #load: (step: number) => Promise<Moment>;
  readonly #most: number;
  /** Oldest look first. */
  #kept = new Map<number, Moment>();

  constructor(load: (step: number) => Promise<Moment>, most = 40) {
    this.#load = load;
    this.#most = most;
  }

  get size(): number {
    return this.#kept.size;
  }

  async at(step: number): Promise<Moment> {
    const kept = this.#kept;
    const moment = kept.get(step) ?? (await this.#load(step));
    kept.delete(step);
    kept.set(step, moment);
    const [oldest] = kept.keys();
    if (kept.size > this.#most) kept.delete(oldest);
    return moment;
  }

  /** Forgets all, and what is still on its way: it is of the run before. */
  clear(): void {
    this.#kept = new Map();
  }
}
