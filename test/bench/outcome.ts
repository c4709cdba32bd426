/** A quantity measured several times; the best counts, for whatever disturbs a measurement makes it worse. */
export interface Measurement {
  readonly label: string;
  readonly unit: 'ms' | 'MB';
  readonly best: number;
  readonly median: number;
  readonly worst: number;
  readonly count: number;
}

export interface Outcome {
  readonly work: Measurement;
  /** Something of known size, measured in the same minutes. */
  readonly yardstick?: Measurement;
  /** At most so many times the yardstick, or at most so much; absent where the number is only reported. */
  readonly budget?: { readonly ratio: number } | { readonly most: number };
  readonly notes?: readonly string[];
}

/** One of several in a contest, each called a number of times. */
export interface Contestant {
  readonly label: string;
  run(): Promise<unknown>;
}

/**
 * Runs the contestants in turn, so that a machine whose speed drifts is the same to all of them.
 * @param rounds how often each is measured, after `warmUps` rounds that do not count
 */
export async function inTurn(
  contestants: readonly Contestant[],
  { rounds = 10, warmUps = 3 } = {},
): Promise<Measurement[]> {
  const times = contestants.map((): number[] => []);
  for (let round = -warmUps; round < rounds; round++) {
    for (const [i, contestant] of contestants.entries()) {
      const start = performance.now();
      await contestant.run();
      if (round >= 0) times[i].push(performance.now() - start);
    }
  }
  return contestants.map(({ label }, i) => measurement(label, 'ms', times[i]));
}

export function measurement(label: string, unit: Measurement['unit'], numbers: readonly number[]): Measurement {
  const sorted = [...numbers].sort((a, b) => a - b);
  const count = sorted.length;
  return { label, unit, best: sorted[0], median: sorted[count >> 1], worst: sorted[count - 1], count };
}

export function ratio({ work, yardstick }: Outcome): number | undefined {
  return yardstick && work.best / yardstick.best;
}

/** Undefined where there is no budget. */
export function withinBudget(outcome: Outcome): boolean | undefined {
  const { work, budget } = outcome;
  if (!budget) return undefined;
  return 'most' in budget ? work.best <= budget.most : ratio(outcome)! <= budget.ratio;
}
