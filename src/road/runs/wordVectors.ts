import { principalPlane } from '../../analysis/principalPlane.ts';
import { UnderhoodError } from '../../errors.ts';
import type { Outcome, Run } from '../experiment.ts';
import type { wordVectors } from '../experiments/wordVectors.ts';
import { listed, literal, message } from '../message.ts';
import { fixed } from '../numbers.ts';
import { readWords, trainVectors } from '../vectors/trainedVectors.ts';
import type { WordText } from '../vectors/wordText.ts';
import { VectorSpace } from '../vectors/wordVectors.ts';
import type { View } from '../view.ts';

const neighbours = 6;
/** Words in the picture of the plane. */
const drawn = 80;
const partials = 10;
/** Losses are means over this many points of the curve. */
const curvePoints = 60;

/** Learns vectors by skip-gram and shows who is near whom. */
export const runWordVectors: Run<typeof wordVectors> = async (settings, context) => {
  const text = await readWords(settings, context);
  if (text.words.length < 2) throw new UnderhoodError('road.vectors.noPairs');
  const shown = settings.shown.split(/\s+/).filter((word) => text.words.includes(word.toLowerCase()));
  const asked = shown.length > 0 ? shown : frequentWords(text).slice(0, 5);
  const losses: number[] = [];
  const training = await trainVectors(text, settings, context, async (done, loss, training) => {
    losses.push(loss);
    const isShown = losses.length % Math.ceil(settings.steps / partials) === 0 && done < 1;
    await context.step(done, isShown ? outcome(text, asked, new VectorSpace(training.vectors), losses) : undefined);
  });
  return outcome(text, asked, new VectorSpace(training.vectors), losses);
};

/** Where words of another language than the text's are asked for, its own say as much: best those of some length. */
function frequentWords({ words }: WordText): readonly string[] {
  const long = words.filter((word) => [...word].length > 1);
  return long.length > 0 ? long : words;
}

function outcome(text: WordText, asked: readonly string[], space: VectorSpace, losses: readonly number[]): Outcome {
  const rows = asked.map((word) => space.nearest(space.vector(word), neighbours, [word]));
  return {
    headline: message('word-vectors.headline', {
      words: text.words.length,
      word: asked[0],
      near: listed(rows[0].slice(0, 3).map(({ word }) => literal(word))),
    }),
    views: [
      {
        kind: 'table',
        title: message('word-vectors.nearView'),
        columns: [message('word-vectors.word'), ...rows[0].map((_, i) => literal(i + 1))],
        rows: asked.map((word, i) => [
          literal(word),
          ...rows[i].map((near) => literal(`${near.word} ${fixed(near.cosine, 2)}`)),
        ]),
      },
      planeView(space, asked),
      lossView(losses),
    ],
  };
}

function planeView({ vectors }: VectorSpace, asked: readonly string[]): View {
  const count = Math.min(drawn, vectors.words.length);
  const chosen = [...new Set([...asked.map((word) => word.toLowerCase()), ...vectors.words])].slice(0, count);
  const { width, data, words } = vectors;
  const table = chosen.flatMap((word) => [
    ...unit(data.subarray(words.indexOf(word) * width, (words.indexOf(word) + 1) * width)),
  ]);
  const { plane } = principalPlane(table, width);
  const series = (name: 'asked' | 'others', from: number, to: number) => ({
    name: message(`word-vectors.${name}`),
    x: chosen.slice(from, to).map((_, i) => plane[2 * (from + i)]),
    y: chosen.slice(from, to).map((_, i) => plane[2 * (from + i) + 1]),
    labels: chosen.slice(from, to).map(literal),
  });
  return {
    kind: 'plot',
    title: message('word-vectors.planeView', { count }),
    x: { title: message('word-vectors.first') },
    y: { title: message('word-vectors.second') },
    points: [series('asked', 0, asked.length), series('others', asked.length, count)],
  };
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((number) => number / length);
}

function lossView(losses: readonly number[]): View {
  const size = Math.max(1, Math.ceil(losses.length / curvePoints));
  const parts = Array.from({ length: Math.ceil(losses.length / size) }, (_, i) =>
    losses.slice(i * size, (i + 1) * size),
  );
  return {
    kind: 'plot',
    title: message('word-vectors.lossView'),
    x: { title: message('word-vectors.step') },
    y: { title: message('word-vectors.loss') },
    lines: [
      {
        name: message('word-vectors.loss'),
        x: parts.map((part, i) => i * size + part.length),
        y: parts.map((part) => part.reduce((sum, loss) => sum + loss, 0) / part.length),
      },
    ],
  };
}
