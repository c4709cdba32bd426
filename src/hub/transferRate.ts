/** Over which the rate is taken, milliseconds: long enough to be steady, short enough to follow. */
const period = 5000;

/** How fast bytes arrive, and how long it will take. */
export class TransferRate {
  /** When how many had arrived. */
  readonly #samples: { readonly time: number; readonly received: number }[] = [];

  /** @param time milliseconds, from any beginning */
  add(time: number, received: number): void {
    // Fewer than before: a file was begun anew.
    if (received < (this.#samples.at(-1)?.received ?? 0)) this.#samples.length = 0;
    this.#samples.push({ time, received });
    while (this.#samples.length > 2 && this.#samples[1].time <= time - period) this.#samples.shift();
  }

  /** Bytes a second; undefined until there is enough to tell. */
  get rate(): number | undefined {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    if (!first || !last || last.time - first.time < 500) return undefined;
    return ((last.received - first.received) / (last.time - first.time)) * 1000;
  }

  /** Seconds until all has arrived; undefined where nothing arrives, or too little is known. */
  secondsLeft(total: number): number | undefined {
    const { rate } = this;
    const received = this.#samples.at(-1)?.received ?? 0;
    return rate ? Math.max(0, total - received) / rate : undefined;
  }
}
