/** How fast training goes, over the last seconds. */
export class RateMeter {
  #steps: { readonly at: number; readonly tokens: number }[] = [];

  /** @param window seconds */
  constructor(private readonly window = 4) {}

  /** @param at seconds of training when a step was done */
  add(at: number, tokens: number): void {
    this.#steps.push({ at, tokens });
    while (this.#steps.length > 2 && at - this.#steps[0].at > this.window) this.#steps.shift();
  }

  /** 0 before the second step. */
  get tokensPerSecond(): number {
    const span = this.#span;
    if (span === undefined) return 0;
    return this.#steps.slice(1).reduce((sum, { tokens }) => sum + tokens, 0) / span;
  }

  get secondsPerStep(): number | undefined {
    const span = this.#span;
    return span === undefined ? undefined : span / (this.#steps.length - 1);
  }

  get #span(): number | undefined {
    const span = (this.#steps.at(-1)?.at ?? 0) - (this.#steps[0]?.at ?? 0);
    return span > 0 ? span : undefined;
  }
}
