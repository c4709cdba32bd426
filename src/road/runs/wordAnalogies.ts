import { UnderhoodError } from '../../errors.ts';
import type { ExperimentContext, JudgedClaim, Run } from '../experiment.ts';
import type { wordAnalogies } from '../experiments/wordAnalogies.ts';
import { wordVectors } from '../experiments/wordVectors.ts';
import { type SettingsOf, startOf } from '../field.ts';
import { literal, message } from '../message.ts';
import { fixed } from '../numbers.ts';
import { modelVectors } from '../vectors/modelVectors.ts';
import { readWords, trainVectors } from '../vectors/trainedVectors.ts';
import { parseVectors } from '../vectors/vectorFile.ts';
import { type Neighbour, parseSum, VectorSpace, type WordVectors } from '../vectors/wordVectors.ts';
import type { View } from '../view.ts';

type Settings = SettingsOf<typeof wordAnalogies.fields>;

/** Adds and takes away vectors of words, and shows what is near, with the words of the sum and without. */
export const runWordAnalogies: Run<typeof wordAnalogies> = async (settings, context) => {
  const terms = parseSum(settings.sum);
  const space = new VectorSpace(await vectorsFrom(settings, context));
  const sum = space.sum(terms);
  const inputs = terms.map(({ word }) => word);
  if (sum.every((number) => number === 0)) throw new UnderhoodError('road.vectors.zeroSum', { sum: settings.sum });
  const all = space.nearest(sum, settings.shown);
  const others = space.nearest(sum, settings.shown, inputs);
  if (others.length === 0) throw new UnderhoodError('road.vectors.noOthers');
  const { expected } = settings;
  return {
    headline: message('word-analogies.headline', {
      sum: settings.sum,
      first: all[0].word,
      other: others[0].word,
      cosine: fixed(others[0].cosine, 3),
    }),
    verdicts: expected === '' ? undefined : [judged(settings, space, sum, inputs)],
    views: [nearestView(all, others), barsView(all, inputs)],
  };
};

async function vectorsFrom({ source, file, words, seed }: Settings, context: ExperimentContext): Promise<WordVectors> {
  if (source === 'model') return modelVectors(await context.model());
  if (source === 'file') {
    if (file === '') throw new UnderhoodError('road.vectors.noFile');
    return parseVectors(await context.readFile(file), words);
  }
  const settings = { ...startOf(wordVectors.fields), seed };
  const text = await readWords({ ...settings, words: Math.min(words, settings.words) }, context);
  return (await trainVectors(text, settings, context, (done) => context.step(done))).vectors;
}

/** Whether the expected word is the nearest once the words of the sum are passed over, and where it is among all. */
function judged(
  { expected, sum: text }: Settings,
  space: VectorSpace,
  sum: Float64Array,
  inputs: readonly string[],
): JudgedClaim {
  const word = space.has(expected) ? expected : expected.toLowerCase();
  space.vector(word);
  const [place, placeOfOthers] = [space.placeOf(word, sum), space.placeOf(word, sum, inputs)];
  return {
    claim: message('word-analogies.claim', { sum: text, expected: word }),
    verdict: place === 1 ? 'true' : placeOfOthers === 1 ? 'roughly' : 'false',
    reason: message('word-analogies.reason', {
      expected: word,
      place,
      placeOfOthers,
      first: space.nearest(sum, 1)[0].word,
    }),
  };
}

function nearestView(all: readonly Neighbour[], others: readonly Neighbour[]): View {
  const written = (near: Neighbour | undefined) => literal(near ? `${near.word} ${fixed(near.cosine, 3)}` : '–');
  return {
    kind: 'table',
    title: message('word-analogies.nearestView'),
    columns: [message('word-analogies.place'), message('word-analogies.all'), message('word-analogies.others')],
    rows: all.map((near, i) => [i + 1, written(near), written(others[i])]),
  };
}

function barsView(all: readonly Neighbour[], inputs: readonly string[]): View {
  const isInput = (word: string) => inputs.some((input) => input.toLowerCase() === word.toLowerCase());
  return {
    kind: 'bars',
    title: message('word-analogies.barsView'),
    value: { title: message('word-analogies.cosine') },
    bars: all.map(({ word, cosine }) => ({
      name: literal(word),
      value: cosine,
      ...(isInput(word) && { isMarked: true as const }),
    })),
  };
}
