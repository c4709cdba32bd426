/** leave: as stop, in a hurry. */
type Wish = 'run' | 'pause' | 'stop' | 'leave';

/** What is wished of a run while it trains, and what is to be done between two of its steps. */
export class Wishes {
  #wish: Wish = 'run';
  /** Steps to take although a pause is wished for. */
  #single = 0;
  readonly #between: (() => Promise<void>)[] = [];
  /** Called when a wish changes, or something is to be done between two steps. */
  #wake: () => void = () => {};

  /** A run begins, of which nothing else is wished yet. */
  begin(): void {
    this.#wish = 'run';
    this.#single = 0;
  }

  want(wish: Wish): void {
    // Whoever leaves is not called back.
    if (this.#wish !== 'leave') this.#wish = wish;
    this.#wake();
  }

  /** One step more, then a pause. */
  wantStep(): void {
    this.#single++;
    this.want('pause');
  }

  /** A step is taken, whether it was wished for by itself or not. */
  takeStep(): void {
    this.#single = Math.max(0, this.#single - 1);
  }

  get isEnding(): boolean {
    return this.#wish === 'stop' || this.#wish === 'leave';
  }

  get isLeaving(): boolean {
    return this.#wish === 'leave';
  }

  get isPausing(): boolean {
    return this.#wish === 'pause' && this.#single === 0;
  }

  /** Has something done before the next step, also in a pause. */
  addBetween(work: () => Promise<void>): void {
    this.#between.push(work);
    this.#wake();
  }

  async doBetween(): Promise<void> {
    for (let work = this.#between.shift(); work; work = this.#between.shift()) await work();
  }

  /** Does what is to be done between two steps until no pause is wished for any more. */
  async rest(): Promise<void> {
    while (this.isPausing) {
      await this.doBetween();
      // In the same turn in which it falls asleep: whoever wishes for something from then on wakes it.
      if (!this.isPausing || this.#between.length > 0) continue;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
