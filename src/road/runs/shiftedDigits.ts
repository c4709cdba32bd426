import type { Runtime } from '../../engine/runtime.ts';
import { picture, picturesView } from '../digits/asked.ts';
import { changed, type PictureChange, unchanged } from '../digits/change.ts';
import { type DigitSplit, pictureOf, splitDigits } from '../digits/digits.ts';
import { comparedChanges, judgeChanges, spreadOf } from '../digits/shifts.ts';
import type { Outcome, Run } from '../experiment.ts';
import type { shiftedDigits } from '../experiments/shiftedDigits.ts';
import { literal, message } from '../message.ts';
import { accuracy, answersOf } from '../neighbours/answers.ts';
import { DistanceEngine } from '../neighbours/distanceEngine.ts';
import { percent } from '../numbers.ts';

const compared = comparedChanges.map(({ change }) => change);

/** Moves what is tested, and leaves what is stored. */
export const runShiftedDigits: Run<typeof shiftedDigits> = async (settings, context) => {
  const { farthest, k, stored, tested, draws, seed } = settings;
  const digits = await context.digits();
  const runtime = await context.runtime();
  const shifts = Array.from({ length: farthest + 1 }, (_, right) => ({ ...unchanged, right }));
  const total = draws * compared.length + shifts.length;
  let done = 0;
  const measure = async (split: DigitSplit, changes: readonly PictureChange[]) => {
    const step = (part: number) => context.step((done + part) / total);
    const shares = await accuraciesUnder(runtime, split, changes, k, step);
    done += changes.length;
    return shares;
  };

  const first = splitDigits(digits, stored, tested, seed);
  const byShift = await measure(first, shifts);
  /** By draw and change. */
  const shares: number[][] = [];
  const outcome = (): Outcome => outcomeOf(shares, byShift, first, settings);
  for (let draw = 0; draw < draws; draw++) {
    const split = draw === 0 ? first : splitDigits(digits, stored, tested, seed + draw);
    shares.push(await measure(split, compared));
    await context.step(done / total, outcome());
  }
  return outcome();
};

function outcomeOf(
  shares: readonly (readonly number[])[],
  byShift: readonly number[],
  { tested }: DigitSplit,
  settings: { readonly k: number; readonly stored: number },
): Outcome {
  const spreads = compared.map((_, i) =>
    spreadOf(
      shares.map((draw) => draw[i]),
      tested.labels.length,
    ),
  );
  const [plain, two, four, inverted] = spreads.map(({ mean }) => percent(mean));
  const example = pictureOf(tested, 0);
  return {
    headline: message('shifted-digits.headline', { plain, two, four, inverted, draws: shares.length }),
    verdicts: settings.k === 1 && settings.stored === 300 ? judgeChanges(spreads) : [],
    views: [
      {
        kind: 'bars',
        title: message('shifted-digits.compared'),
        value: { title: message('digits.right'), from: 0, to: 100 },
        bars: comparedChanges.map(({ name }, i) => ({ name, value: 100 * spreads[i].mean })),
      },
      picturesView(
        message('shifted-digits.example'),
        comparedChanges.map(({ name, change }) => picture(changed(example, change), name)),
      ),
      {
        kind: 'plot',
        title: message('shifted-digits.byShift'),
        x: { title: message('shifted-digits.shiftAxis'), from: 0 },
        y: { title: message('digits.right'), from: 0, to: 100 },
        lines: [
          {
            name: message('neighbour-accuracy.neighbours'),
            x: byShift.map((_, right) => right),
            y: byShift.map((share) => 100 * share),
          },
        ],
        marks: [{ axis: 'y', at: 10, name: message('digits.byChance') }],
      },
      {
        kind: 'table',
        title: message('shifted-digits.everyDraw'),
        columns: [message('shifted-digits.draw'), ...comparedChanges.map(({ name }) => name)],
        rows: shares.map((draw, i) => [i + 1, ...draw.map((share) => literal(percent(share)))]),
      },
    ],
  };
}

/** Share of the tested digits that is read rightly after each change. */
async function accuraciesUnder(
  runtime: Runtime,
  { stored, tested }: DigitSplit,
  changes: readonly PictureChange[],
  k: number,
  step: (done: number) => Promise<void>,
): Promise<number[]> {
  const engine = await DistanceEngine.compile(runtime, stored);
  const shares: number[] = [];
  try {
    for (const [i, change] of changes.entries()) {
      const pixels = changed(tested.pixels, change);
      const { neighbours } = await answersOf(engine, pixels, tested.labels.length, { ks: [k] }, (done) =>
        step(i + done),
      );
      shares.push(accuracy(neighbours[0], tested.labels));
    }
  } finally {
    await engine.release();
  }
  return shares;
}
