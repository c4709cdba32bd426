import { type TokenSource, tokensInMemory } from '../../training/data/tokenSource.ts';
import { characterTraining } from '../../training/data/trainingTokenizer.ts';
import { gptParameterCount, type SmallGpt } from './smallGpt.ts';
import type { SplitText } from './texts.ts';

/** Tokens of a batch in every sweep over sizes, and of one where contexts grow or a file is compressed. */
export const sweepBatchTokens = 512;
export const batchTokens = 1024;

/** Floating-point operations a second that two cores reach in training, about. */
const operationsPerSecond = 5e10;
const headSize = 16;

/** Minutes of training on two cores: six operations for each weight and token (Kaplan et al. 2020, 2.1). */
export function trainingMinutes(weights: number, tokens: number): number {
  return (6 * weights * tokens) / operationsPerSecond / 60;
}

/** How long a sweep over sizes takes on two cores. */
export function sweepMinutes(millions: readonly number[], steps: number): number {
  return millions.reduce((sum, size) => sum + trainingMinutes(size * 1e6, sweepBatchTokens * steps), 0);
}

/** Multiplications of a token in all blocks: their weights, and its products with half of the context. */
export function blockWork(width: number, layers: number, context: number): number {
  return layers * (12 * width ** 2 + 2 * width * context);
}

/** A text as characters, both of its parts in one vocabulary. */
interface CharacterText {
  readonly training: TokenSource;
  readonly heldOut: TokenSource;
  readonly vocabularySize: number;
}

/** Both parts of a text, each character a token. */
export function characterText({ training, heldOut }: SplitText): CharacterText {
  const { encode, vocabularySize } = characterTraining(new Set(training));
  const source = (text: string) => tokensInMemory(Int32Array.from(encode(text)));
  return { training: source(training), heldOut: source(heldOut), vocabularySize };
}

/** The model nearest to a size, parameters counted: deeper models are wider too, as those of GPT-3's table are. */
export function gptOfSize(parameters: number, tokens: number, vocabularySize: number): SmallGpt {
  let best: SmallGpt | undefined;
  const distance = (gpt: SmallGpt) => Math.abs(Math.log(gptParameterCount(gpt) / parameters));
  for (let heads = 1; heads <= 32; heads++) {
    const width = heads * headSize;
    const layers = Math.max(2, Math.round(width / 48));
    const gpt = { width, layers, heads, tokens, vocabularySize };
    if (!best || distance(gpt) < distance(best)) best = gpt;
  }
  return best!;
}

/** y = a·x^b by least squares over the logarithms: what a straight line on logarithmic axes says. */
export function powerLaw(
  x: readonly number[],
  y: readonly number[],
): { readonly factor: number; readonly power: number } {
  const [u, w] = [x.map(Math.log), y.map(Math.log)];
  const [meanU, meanW] = [u, w].map((values) => values.reduce((sum, value) => sum + value, 0) / values.length);
  const spread = u.reduce((sum, value) => sum + (value - meanU) ** 2, 0);
  const power = u.reduce((sum, value, i) => sum + (value - meanU) * (w[i] - meanW), 0) / spread;
  return { factor: Math.exp(meanW - power * meanU), power };
}
