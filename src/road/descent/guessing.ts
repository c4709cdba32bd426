import type { Random } from '../../random.ts';

/** A number to be guessed between 0 and `high`, to within `tolerance`. */
interface Secret {
  readonly target: number;
  readonly high: number;
  readonly tolerance: number;
}

/** The guesses of a way to guess. */
export interface Guesses {
  /** All, or the first `shown` of them. */
  readonly first: readonly number[];
  readonly last: number;
  readonly count: number;
  readonly isFound: boolean;
}

const shown = 1000;

/** Guesses until one is near enough; `next` is told the one before it. Ends, not found, where a guess is no number any more. */
function guess({ target, tolerance }: Secret, start: number, limit: number, next: (last: number) => number): Guesses {
  const first: number[] = [];
  let last = start;
  for (let count = 1; ; count++) {
    if (first.length < shown && Number.isFinite(last)) first.push(last);
    const isFound = Math.abs(last - target) <= tolerance;
    if (isFound || count === limit || !Number.isFinite(last)) return { first, last, count, isFound };
    last = next(last);
  }
}

/** Evenly at random, told nothing: on average high / (2 · tolerance) guesses. */
export function guessAtRandom(secret: Secret, limit: number, random: Random): Guesses {
  const draw = () => random.uniform() * secret.high;
  return guess(secret, draw(), limit, draw);
}

/** Told “too high” or “too low”: halves what is left. The ends are asked first. */
export function guessByHalves(secret: Secret, limit: number): Guesses {
  let [low, high] = [0, secret.high];
  let isFirst = true;
  return guess(secret, secret.high, limit, (last) => {
    if (last > secret.target) high = last;
    else low = last;
    if (isFirst) {
      isFirst = false;
      return 0;
    }
    return (low + high) / 2;
  });
}

/** What is to become small; `slope` is its derivative by the guess. */
export const losses = {
  /** (target − guess)² */
  square: {
    value: (target: number, at: number) => (target - at) ** 2,
    slope: (target: number, at: number) => 2 * (at - target),
  },
  /** |target − guess| */
  distance: {
    value: (target: number, at: number) => Math.abs(target - at),
    slope: (target: number, at: number) => Math.sign(at - target),
  },
  /** target − guess: the larger the guess, the smaller; it has no lowest place. */
  difference: { value: (target: number, at: number) => target - at, slope: () => -1 },
} as const;
export type LossName = keyof typeof losses;

/** Told the slope of a loss: goes down it, by `rate` times the slope. Begins at the high end. */
export function guessByGradient(secret: Secret, loss: LossName, rate: number, limit: number): Guesses {
  return guess(secret, secret.high, limit, (last) => last - rate * losses[loss].slope(secret.target, last));
}
