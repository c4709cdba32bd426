import { UnderhoodError } from '../../errors.ts';
import { Random } from '../../random.ts';
import type { ExperimentContext, Outcome, Run } from '../experiment.ts';
import type { wordRace } from '../experiments/wordRace.ts';
import { wordVectors } from '../experiments/wordVectors.ts';
import { type SettingsOf, startOf } from '../field.ts';
import { type Message, message } from '../message.ts';
import { fixed } from '../numbers.ts';
import { fewestExamples, NextWord, type WordTable, wordExamples } from '../vectors/nextWord.ts';
import { readWords, trainVectors } from '../vectors/trainedVectors.ts';
import type { WordText } from '../vectors/wordText.ts';

type Settings = SettingsOf<typeof wordRace.fields>;

/** In the order in which they run. */
const contestants = ['integers', 'random', 'learned', 'reused'] as const;
type Contestant = (typeof contestants)[number];

interface Curve {
  readonly name: Contestant;
  readonly steps: readonly number[];
  /** Held-out loss, nats a word. */
  readonly losses: readonly number[];
}

const measurements = 10;
/** Share of the text that is held out, from its end. */
const heldOutShare = 0.1;
/** Of all the work, what training the reused vectors is. */
const vectorShare = 0.3;

/** Trains the same network on the same examples, with four tables of what stands for a word. */
export const runWordRace: Run<typeof wordRace> = async (settings, context) => {
  const text = await readWords(settings, context);
  const runtime = await context.runtime();
  const cut = Math.floor(text.ids.length * (1 - heldOutShare));
  const all = wordExamples(text.ids.subarray(0, cut));
  const count = Math.min(settings.examples, all.next.length);
  const training = { before: all.before.subarray(0, 3 * count), next: all.next.subarray(0, count) };
  const heldOut = wordExamples(text.ids.subarray(cut));
  if (Math.min(count, heldOut.next.length) < fewestExamples) {
    throw new UnderhoodError('road.vectors.fewExamples', {
      found: Math.min(count, heldOut.next.length),
      fewest: fewestExamples,
    });
  }
  const reused = await reusedVectors({ ...text, ids: text.ids.subarray(0, cut) }, settings, context);
  const curves: Curve[] = [];
  for (const [place, name] of contestants.entries()) {
    const network = await NextWord.compile(
      runtime,
      tableOf(name, text, settings, reused),
      text.words.length,
      settings.seed,
    );
    try {
      const [steps, losses]: [number[], number[]] = [[], []];
      for (let step = 0; step <= settings.steps; step++) {
        const done = vectorShare + ((1 - vectorShare) * (place + step / settings.steps)) / contestants.length;
        if (step % Math.ceil(settings.steps / measurements) === 0 || step === settings.steps) {
          steps.push(step);
          losses.push(await network.loss(heldOut));
          await context.step(done, outcome([...curves, { name, steps, losses }], false));
        }
        if (step < settings.steps) await network.advance(training, settings.learningRate);
        await context.step(done);
      }
      curves.push({ name, steps, losses });
    } finally {
      await network.release();
    }
  }
  return outcome(curves, true);
};

/** Vectors that skip-gram learns from the whole text, of which the race shows a part only. */
async function reusedVectors(
  text: WordText,
  { width, seed }: Settings,
  context: ExperimentContext,
): Promise<Float32Array> {
  const options = { ...startOf(wordVectors.fields), width, seed };
  const training = await trainVectors(text, options, context, (done) => context.step(vectorShare * done));
  return training.vectors.data;
}

function tableOf(name: Contestant, { words }: WordText, { width, seed }: Settings, reused: Float32Array): WordTable {
  const count = words.length;
  switch (name) {
    case 'integers':
      return { data: Float32Array.from({ length: count }, (_, id) => id / count), width: 1, isTrained: false };
    case 'reused':
      return { data: normalized(reused), width, isTrained: false };
    default: {
      const random = Random.at(seed, 1);
      const data = normalized(Float32Array.from({ length: count * width }, () => random.normal()));
      return { data, width, isTrained: name === 'learned' };
    }
  }
}

/** As large as each other: numbers of mean square 1, so that no table is louder than another. */
function normalized(data: Float32Array): Float32Array {
  const square = data.reduce((sum, number) => sum + number * number, 0) / data.length;
  return data.map((number) => number / Math.sqrt(square));
}

function outcome(curves: readonly Curve[], isDone: boolean): Outcome {
  const best = (curve: Curve) => Math.min(...curve.losses);
  const sorted = [...curves].sort((a, b) => best(a) - best(b));
  const of = (name: Contestant) => best(curves.find((curve) => curve.name === name)!);
  const label = (name: Contestant): Message => message(`word-race.${name}`);
  return {
    headline: message('word-race.headline', {
      first: label(sorted[0].name),
      firstLoss: fixed(best(sorted[0]), 3),
      last: label(sorted.at(-1)!.name),
      lastLoss: fixed(best(sorted.at(-1)!), 3),
    }),
    verdicts: isDone
      ? [
          {
            claim: message('word-race.claim.integers'),
            verdict: sorted.at(-1)!.name === 'integers' ? 'true' : 'false',
            reason: message('word-race.reason.integers', {
              integers: fixed(of('integers'), 3),
              random: fixed(of('random'), 3),
            }),
          },
          {
            claim: message('word-race.claim.learned'),
            verdict: of('learned') < of('random') ? 'true' : 'false',
            reason: message('word-race.reason.learned', {
              learned: fixed(of('learned'), 3),
              random: fixed(of('random'), 3),
            }),
          },
          {
            claim: message('word-race.claim.reused'),
            verdict: sorted[0].name === 'reused' ? 'true' : of('reused') < of('random') ? 'roughly' : 'false',
            reason: message('word-race.reason.reused', {
              reused: fixed(of('reused'), 3),
              learned: fixed(of('learned'), 3),
            }),
          },
        ]
      : undefined,
    views: [
      {
        kind: 'plot',
        title: message('word-race.curves'),
        x: { title: message('word-race.step') },
        y: { title: message('word-race.loss') },
        lines: curves.map(({ name, steps, losses }) => ({ name: label(name), x: [...steps], y: [...losses] })),
      },
      {
        kind: 'table',
        title: message('word-race.table'),
        columns: [message('word-race.contestant'), message('word-race.best'), message('word-race.final')],
        rows: sorted.map((curve) => [label(curve.name), best(curve), curve.losses.at(-1)!]),
      },
    ],
  };
}
