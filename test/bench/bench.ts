import { parseArgs } from 'node:util';
import { forward } from './forward.ts';
import { type Outcome, ratio, withinBudget } from './outcome.ts';
import { characterTraining, gpt2SmallTraining } from './training.ts';

// npm run bench [-- NAME…] [--json]: prints what each of the design's budgets is held to, beside its yardstick.

/** What one bench measures. Each is a file of its own. */
export interface Bench {
  readonly name: string;
  readonly what: string;
  run(): Promise<Outcome>;
}

const benches: readonly Bench[] = [
  forward(64, 1.2),
  forward(256, 1.3),
  forward(1024),
  characterTraining,
  gpt2SmallTraining,
];

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } });
  const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `No bench is called ${unknown.join(', ')}; there are ${benches.map(({ name }) => name).join(', ')}.`,
    );
  }
  const chosen = benches.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const results = [];
  for (const { name, what, run } of chosen) {
    const outcome = await run();
    results.push({ name, what, ...outcome, ratio: ratio(outcome), withinBudget: withinBudget(outcome) });
    if (!values.json) console.log(`${name}: ${what}\n${lines(outcome).join('\n')}\n`);
  }
  if (values.json) console.log(JSON.stringify(results, null, 2));
}

function lines(outcome: Outcome): string[] {
  const { work, yardstick, budget, notes } = outcome;
  const measured = [work, ...(yardstick ? [yardstick] : [])].map(({ label, unit, best, median, worst, count }) => {
    const spread = count > 1 ? ` (median ${shown(median)}, worst ${shown(worst)}, of ${count})` : '';
    return `  ${label}: ${shown(best)} ${unit}${spread}`;
  });
  const kept = withinBudget(outcome);
  const verdict = [
    ...(yardstick ? [`ratio ${ratio(outcome)!.toFixed(2)}`] : []),
    ...(budget
      ? [
          `budget ${'ratio' in budget ? budget.ratio.toFixed(2) : `${budget.most} ${work.unit}`}: ${kept ? 'kept' : 'missed'}`,
        ]
      : []),
  ];
  return [...measured, `  ${verdict.join(', ') || 'no budget'}`, ...(notes ?? []).map((note) => `  ${note}`)];
}

function shown(number: number): string {
  return number.toFixed(number < 10 ? 2 : number < 100 ? 1 : 0);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
