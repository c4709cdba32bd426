/** A quantity measured several times; the best counts, for whatever disturbs a measurement makes it worse. */
interface Measurement {
  readonly label: string;
  readonly unit: 'ms' | 'MB';
  readonly best: number;
  readonly median: number;
  readonly worst: number;
  readonly count: number;
}

/** At most so many times the yardstick, so much more than it, or so much in all. */
export type Budget = { readonly ratio: number } | { readonly above: number } | { readonly most: number };

export interface Outcome {
  readonly work: Measurement;
  /** Something of known size, measured in the same minutes. */
  readonly yardstick?: Measurement;
  /** Absent where the number is only reported. */
  readonly budget?: Budget;
  readonly notes?: readonly string[];
}

/** One of several in a contest, each called a number of times. */
export interface Contestant {
  readonly label: string;
  run(): Promise<unknown>;
}

/**
 * Runs the contestants in turn, so that a machine whose speed drifts is the same to all of them.
 * @param rounds how often each has its turn, after `warmUps` rounds that do not count
 * @param burst runs of a turn, each measured: processes that take turns wake one another's caches up slowly
 */
export async function inTurn(
  contestants: readonly Contestant[],
  { rounds = 10, warmUps = 3, burst = 1 } = {},
): Promise<Measurement[]> {
  const times = contestants.map((): number[] => []);
  for (let round = -warmUps; round < rounds; round++) {
    for (const [i, contestant] of contestants.entries()) {
      for (let run = 0; run < burst; run++) {
        const start = performance.now();
        await contestant.run();
        if (round >= 0) times[i].push(performance.now() - start);
      }
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
  const { work, yardstick, budget } = outcome;
  if (!budget) return undefined;
  if ('most' in budget) return work.best <= budget.most;
  if ('above' in budget) return work.best - yardstick!.best <= budget.above;
  return ratio(outcome)! <= budget.ratio;
}

/** An outcome for people to read. */
export function report(outcome: Outcome): string {
  const { work, yardstick, budget, notes = [] } = outcome;
  const verdict = [
    ...(yardstick ? [`ratio ${ratio(outcome)!.toFixed(2)}`] : []),
    ...(budget ? [`budget ${limit(budget, work.unit)}: ${withinBudget(outcome) ? 'kept' : 'missed'}`] : ['no budget']),
  ];
  return [measured(work), ...(yardstick ? [measured(yardstick)] : []), verdict.join(', '), ...notes]
    .map((line) => `  ${line}`)
    .join('\n');
}

function measured({ label, unit, best, median, worst, count }: Measurement): string {
  const spread = count > 1 ? ` (median ${shown(median)}, worst ${shown(worst)}, of ${count})` : '';
  return `${label}: ${shown(best)} ${unit}${spread}`;
}

function limit(budget: Budget, unit: string): string {
  if ('most' in budget) return `${budget.most} ${unit}`;
  if ('above' in budget) return `${budget.above} ${unit} more than the yardstick`;
  return `ratio ${budget.ratio.toFixed(2)}`;
}

function shown(number: number): string {
  return number.toFixed(number < 10 ? 2 : number < 100 ? 1 : 0);
}
