import type { Moment } from '../../src/protocol/training.ts';

/** The moments looked at last; the page of a long run must not keep them all. */
export class Moments {
  readonly #load: (step: number) => Promise<Moment>;
  readonly #most: number;
  /** Oldest look first. */
  readonly #kept = new Map<number, Moment>();

  constructor(load: (step: number) => Promise<Moment>, most = 40) {
    this.#load = load;
    this.#most = most;
  }

  get size(): number {
    return this.#kept.size;
  }

  async at(step: number): Promise<Moment> {
    const known = this.#kept.get(step);
    const moment = known ?? (await this.#load(step));
    this.#kept.delete(step);
    this.#kept.set(step, moment);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.#most) this.#kept.delete(oldest);
    return moment;
  }

  clear(): void {
    this.#kept.clear();
  }
}
