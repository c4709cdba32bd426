import { parseArgs } from 'node:util';
import { activation } from './activation.ts';
import { coldCommand, warmCommand } from './command.ts';
import { forward } from './forward.ts';
import { generation } from './generation.ts';
import { type Outcome, ratio, report, withinBudget } from './outcome.ts';
import { packageSize } from './packageSize.ts';
import { pageFrames } from './pageFrames.ts';
import { pagePaint } from './pagePaint.ts';
import { pagePositions } from './pagePositions.ts';
import { pageSlider } from './pageSlider.ts';
import { pageTraining } from './pageTraining.ts';
import { race } from './race.ts';
import { recurrence } from './recurrence.ts';
import { residentMemory } from './residentMemory.ts';
import { slider } from './sampling.ts';
import { characterTraining, gpt2SmallTraining, pytorchTraining, training3m, training10m } from './training.ts';
import { characterProfile, gpt2SmallProfile } from './trainingProfile.ts';

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
  generation(64),
  generation(900),
  characterTraining,
  pytorchTraining,
  training3m,
  training10m,
  gpt2SmallTraining,
  characterProfile,
  gpt2SmallProfile,
  recurrence,
  race,
  residentMemory,
  pagePaint(128, 200),
  pagePaint(512),
  pagePaint(1024),
  pageFrames('hover'),
  pageFrames('pan'),
  pageFrames('heads'),
  pageSlider,
  pageTraining,
  pagePositions,
  slider,
  warmCommand,
  coldCommand,
  activation,
  packageSize,
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
  const results: object[] = [];
  for (const { name, what, run } of chosen) {
    try {
      const outcome = await run();
      results.push({ name, what, ...outcome, ratio: ratio(outcome), withinBudget: withinBudget(outcome) });
      if (!values.json) console.log(`${name}: ${what}\n${report(outcome)}\n`);
    } catch (error) {
      process.exitCode = 1; // The others are measured all the same.
      results.push({ name, what, error: String(error) });
      if (!values.json) console.log(`${name}: ${what}\n  could not be measured:`, error, '\n');
    }
  }
  if (values.json) console.log(JSON.stringify(results, null, 2));
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
