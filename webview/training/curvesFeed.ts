/** The least time from one question to the next. */
const paceMs = 250;

/**
 * Asks again whenever what is known has grown: at most four times a second, one question at a time, and only while the
 * page is seen.
 */
export class CurvesFeed {
  readonly #ask: () => Promise<unknown>;
  readonly #isSeen: () => boolean;
  #wanted = '';
  #asked = '';
  #isAsking = false;
  #lastAsked = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param ask never rejects */
  constructor(ask: () => Promise<unknown>, isSeen: () => boolean) {
    this.#ask = ask;
    this.#isSeen = isSeen;
  }

  /** @param name tells what is to be known from what was known before */
  want(name: string): void {
    this.#wanted = name;
    this.#proceed();
  }

  /** The page may be seen again. */
  look(): void {
    this.#proceed();
  }

  #proceed(): void {
    if (this.#isAsking || this.#timer !== undefined || this.#wanted === this.#asked || !this.#isSeen()) return;
    const wait = this.#lastAsked + paceMs - performance.now();
    if (wait <= 0) {
      void this.#go();
      return;
    }
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#proceed();
    }, wait);
  }

  async #go(): Promise<void> {
    this.#isAsking = true;
    this.#asked = this.#wanted;
    this.#lastAsked = performance.now();
    await this.#ask();
    this.#isAsking = false;
    this.#proceed();
  }
}
