import { classCount } from '../digits/digits.ts';
import { attendLabels, attentionWeights, largestPlace } from './attention.ts';
import type { DistanceEngine } from './distanceEngine.ts';
import { votes } from './nearest.ts';

/** What many pictures are read as, in several ways: by k neighbours for each k, and by attention for each temperature. */
export interface Answers {
  /** By the place of k in `ks`. */
  readonly neighbours: readonly Uint8Array[];
  /** By the place of T in `temperatures`. */
  readonly attention: readonly Uint8Array[];
}

/** Reads pictures, [count · 784], by what an engine has stored. @param step told the share that is done */
export async function answersOf(
  engine: DistanceEngine,
  pixels: Float32Array,
  count: number,
  ways: { readonly ks: readonly number[]; readonly temperatures?: readonly number[] },
  step: (done: number) => Promise<void>,
): Promise<Answers> {
  const { ks, temperatures = [] } = ways;
  const { labels } = engine.stored;
  const neighbours = ks.map(() => new Uint8Array(count));
  const attention = temperatures.map(() => new Uint8Array(count));
  await engine.forEach(
    pixels,
    (squared, place) => {
      votes(squared, labels, ks).forEach((answer, i) => {
        neighbours[i][place] = answer;
      });
      temperatures.forEach((temperature, i) => {
        attention[i][place] = largestPlace(attendLabels(attentionWeights(squared, temperature), labels, classCount));
      });
    },
    step,
  );
  return { neighbours, attention };
}

/** Share of pictures that were taken for what they are. */
export function accuracy(answers: Uint8Array, labels: Uint8Array): number {
  return answers.reduce((sum, answer, i) => sum + (answer === labels[i] ? 1 : 0), 0) / labels.length;
}
