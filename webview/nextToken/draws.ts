import { drawMany } from '../../src/analysis/drawing.ts';
import type { Distribution } from '../../src/analysis/sampling.ts';
import { drawTotal } from './navigation.ts';

const growMs = 1200;

/** A histogram of seeded draws, which grows frame by frame so that one can see it settle. */
export class Draws {
  /** How many are drawn so far. */
  count = 0;
  readonly #grown: () => void;
  #frame = 0;
  #known: { distribution: Distribution; seed: number; count: number; counts: Uint32Array } | null = null;

  /** @param grown told of each frame in which it grew */
  constructor(grown: () => void) {
    this.#grown = grown;
  }

  /** Draws all, at once or over a second. */
  start(isAnimated: boolean): void {
    cancelAnimationFrame(this.#frame);
    this.count = isAnimated ? 1 : drawTotal;
    if (!isAnimated) return;
    let start: number | null = null;
    const grow = (now: number) => {
      start ??= now;
      const part = Math.min(1, (now - start) / growMs);
      // Slowly at first, so that single draws can be seen.
      this.count = Math.max(1, Math.round(drawTotal * part * part));
      if (part < 1) this.#frame = requestAnimationFrame(grow);
      this.#grown();
    };
    this.#frame = requestAnimationFrame(grow);
  }

  /** How often each of the kept tokens has come up, by rank. */
  of(distribution: Distribution, seed: number): Uint32Array {
    const { count } = this;
    const known = this.#known;
    if (known?.distribution === distribution && known.seed === seed && known.count === count) return known.counts;
    const counts = drawMany(distribution, seed, count);
    this.#known = { distribution, seed, count, counts };
    return counts;
  }
}
