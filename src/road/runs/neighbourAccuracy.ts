import { digitNames } from '../digits/asked.ts';
import { classCount, type DigitSet, splitDigits } from '../digits/digits.ts';
import type { JudgedClaim, Outcome, Run } from '../experiment.ts';
import type { neighbourAccuracy } from '../experiments/neighbourAccuracy.ts';
import { message } from '../message.ts';
import { type Answers, accuracy, answersOf } from '../neighbours/answers.ts';
import { DistanceEngine } from '../neighbours/distanceEngine.ts';
import { percent } from '../numbers.ts';
import type { View } from '../view.ts';

const amounts = [10, 30, 100, 300, 1000, 3000, 5000];
const temperatures = Array.from({ length: 21 }, (_, i) => 0.1 * 10 ** (i / 5));

/** Reads a thousand digits by their neighbours. */
export const runNeighbourAccuracy: Run<typeof neighbourAccuracy> = async (settings, context) => {
  const { k, stored: storedCount, tested: testedCount, seed } = settings;
  const digits = await context.digits();
  const runtime = await context.runtime();
  const ks = [...new Set([1, 2, 3, 4, 5, 7, 9, 13, 17, 25, k])].sort((a, b) => a - b);
  const sizes = [...amounts.filter((amount) => amount !== storedCount), storedCount].sort((a, b) => a - b);
  const total = sizes.reduce((sum, size) => sum + size, storedCount);
  let done = 0;

  const answersFor = async (count: number, wanted: Parameters<typeof answersOf>[3]): Promise<[Answers, DigitSet]> => {
    const { stored, tested } = splitDigits(digits, count, testedCount, seed);
    const engine = await DistanceEngine.compile(runtime, stored);
    try {
      const step = (part: number) => context.step((done + part * count) / total);
      const answers = await answersOf(engine, tested.pixels, testedCount, wanted, step);
      done += count;
      return [answers, tested];
    } finally {
      await engine.release();
    }
  };

  const [answers, tested] = await answersFor(storedCount, { ks, temperatures });
  const byK = answers.neighbours.map((answer) => accuracy(answer, tested.labels));
  const byTemperature = answers.attention.map((answer) => accuracy(answer, tested.labels));
  const own = byK[ks.indexOf(k)];
  const byAmount: number[] = [];
  const outcome = (): Outcome => ({
    headline: message('neighbour-accuracy.headline', {
      k,
      stored: storedCount,
      tested: testedCount,
      own: percent(own),
    }),
    verdicts: byAmount.length === sizes.length ? [judgeGrowth(sizes, byAmount)] : [],
    views: [
      amountView(sizes.slice(0, byAmount.length), byAmount),
      kView(ks, byK),
      temperatureView(byTemperature, byK[0]),
      confusions(answers.neighbours[ks.indexOf(k)], tested.labels),
    ],
  });
  for (const size of sizes) {
    const [{ neighbours }] = await answersFor(size, { ks: [k] });
    byAmount.push(accuracy(neighbours[0], tested.labels));
    await context.step(done / total, outcome());
  }
  return outcome();
};

/** Whether every increase of what is stored made it better; roughly: some did not, but all together did. */
function judgeGrowth(sizes: readonly number[], shares: readonly number[]): JudgedClaim {
  const [first, last] = [shares[0], shares.at(-1)!];
  const grows = shares.every((share, i) => i === 0 || share >= shares[i - 1]);
  return {
    claim: message('neighbour-accuracy.claim'),
    verdict: grows ? 'true' : last > first ? 'roughly' : 'false',
    reason: message('neighbour-accuracy.reason', {
      ...{ few: sizes[0], fewRight: percent(first) },
      ...{ many: sizes.at(-1)!, manyRight: percent(last) },
    }),
  };
}

const rightAxis = { title: message('digits.right'), from: 0, to: 100 };
const percents = (shares: readonly number[]) => shares.map((share) => 100 * share);

/** P against the amount of E. */
function amountView(sizes: readonly number[], shares: readonly number[]): View {
  const line = { name: message('neighbour-accuracy.neighbours'), x: sizes, y: percents(shares) };
  return {
    kind: 'plot',
    title: message('neighbour-accuracy.amounts'),
    x: { title: message('neighbour-accuracy.storedAxis'), scale: 'log' },
    y: rightAxis,
    lines: [line],
  };
}

function kView(ks: readonly number[], shares: readonly number[]): View {
  const line = { name: message('neighbour-accuracy.neighbours'), x: ks, y: percents(shares) };
  return {
    kind: 'plot',
    title: message('neighbour-accuracy.ks'),
    x: { title: message('neighbour-accuracy.kAxis') },
    y: rightAxis,
    lines: [line],
  };
}

function temperatureView(shares: readonly number[], nearestAlone: number): View {
  const ends = [temperatures[0], temperatures.at(-1)!];
  return {
    kind: 'plot',
    title: message('neighbour-accuracy.temperatures'),
    x: { title: message('neighbours-as-attention.temperatureAxis'), scale: 'log' },
    y: rightAxis,
    lines: [
      { name: message('neighbour-accuracy.attention'), x: temperatures, y: percents(shares) },
      { name: message('neighbour-accuracy.one'), x: ends, y: percents(ends.map(() => nearestAlone)), isDashed: true },
    ],
  };
}

function confusions(answers: Uint8Array, labels: Uint8Array): View {
  const counts = new Array<number>(classCount ** 2).fill(0);
  answers.forEach((answer, i) => {
    counts[labels[i] * classCount + answer]++;
  });
  return {
    kind: 'matrix',
    title: message('neighbour-accuracy.confusions'),
    rowTitle: message('digits.written'),
    columnTitle: message('digits.taken'),
    rows: digitNames,
    columns: digitNames,
    values: counts,
    value: message('digits.count'),
    range: 'positive',
    isWritten: true,
  };
}
