import { inIdOrder, type Ranked, rank, softmax } from './ranking.ts';
import { type Verdict, verdictOn } from './verdict.ts';

/** Something that the essay says of its example, beside what comes out. */
export interface EssayClaim {
  /**
   * - `probability`: of the last token, from the logits at temperature 1.
   * - `temperature`: at which the last token has that probability.
   * - `sharpening`: what a temperature below 1 makes of the largest of the essay's probabilities: more than was said.
   */
  readonly about: 'probability' | 'temperature' | 'sharpening';
  readonly said: number;
  readonly computed: number;
  readonly verdict: Verdict;
}

/** The essay's example of temperature, computed. Probabilities are in the order of the tokens. */
interface EssayExample {
  readonly tokens: readonly string[];
  readonly logits: readonly number[];
  /** Of the logits, at temperature 1. */
  readonly probabilities: Float64Array;
  /** At which the last token has the probability that the essay gives it, and what the others have there. */
  readonly softened: { readonly temperature: number; readonly probabilities: Float64Array };
  /** The essay's own probabilities, and what a temperature below 1 makes of them. */
  readonly sharpened: {
    readonly given: readonly number[];
    readonly temperature: number;
    readonly probabilities: Float64Array;
  };
  readonly claims: readonly EssayClaim[];
}

const tokens = ['我', '很', '喜欢', '你'];
const logits = [11, 22, 44, 55];
const said = [0.1, 0.1, 0.1, 0.7];
const sharpTemperature = 0.5;

/** Computes the essay's example, and judges what it says of it. */
export function essayExample(): EssayExample {
  const ranked = rank(Float32Array.from(logits));
  const probabilities = inIdOrder(ranked, ranked.probabilities);
  const softTemperature = temperatureFor(ranked, said[3]);
  // The logarithm undoes the softmax: at temperature 1 these logits give the probabilities back.
  const sharp = rank(Float32Array.from(said, Math.log));
  const sharpened = atTemperature(sharp, sharpTemperature);
  return {
    tokens,
    logits,
    probabilities,
    softened: { temperature: softTemperature, probabilities: atTemperature(ranked, softTemperature) },
    sharpened: { given: said, temperature: sharpTemperature, probabilities: sharpened },
    claims: [
      claim('probability', said[3], probabilities[3]),
      claim('temperature', 1, softTemperature),
      {
        about: 'sharpening',
        said: said[3],
        computed: sharpened[3],
        verdict: sharpened[3] > said[3] ? 'true' : 'false',
      },
    ],
  };
}

function claim(about: EssayClaim['about'], said: number, computed: number): EssayClaim {
  return { about, said, computed, verdict: verdictOn(said, computed) };
}

function atTemperature(ranked: Ranked, temperature: number): Float64Array {
  return inIdOrder(ranked, softmax(ranked.logits, ranked.possible, temperature));
}

/**
 * The temperature at which the likeliest token has a probability, by bisection: heat only takes from it.
 * @param probability between what it has when all that tie with it share alike, and 1/V
 */
function temperatureFor(ranked: Ranked, probability: number): number {
  const isTooCold = (temperature: number) => softmax(ranked.logits, ranked.possible, temperature)[0] > probability;
  let high = 1;
  while (isTooCold(high)) high *= 2;
  let low = 0;
  for (let middle = high / 2; low < middle && middle < high; middle = (low + high) / 2) {
    if (isTooCold(middle)) low = middle;
    else high = middle;
  }
  return high;
}
