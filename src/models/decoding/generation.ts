import { draw } from '../../analysis/drawing.ts';
import { rank } from '../../analysis/ranking.ts';
import { distribute } from '../../analysis/sampling.ts';
import type { GenerationEnd, SamplingSettings } from '../../protocol/reading.ts';
import type { TextReader } from './textReader.ts';

/** Of the likeliest tokens told at each place. */
const alternativeCount = 8;

/** A token that was written, by its id. */
export interface DrawnToken {
  readonly id: number;
  /** Over the whole vocabulary, at temperature 1. */
  readonly probability: number;
  /** After temperature and filters: what it was drawn with. */
  readonly keptProbability: number;
  /** The likeliest being 1. */
  readonly rank: number;
  /** The likeliest tokens at its place with their probabilities at temperature 1, the likeliest first. */
  readonly alternatives: readonly { readonly id: number; readonly probability: number }[];
}

export interface Generation {
  /** What stands before: at least one token. */
  readonly context: readonly number[];
  /** What was written after it so far. */
  readonly path: readonly number[];
  readonly sampling: SamplingSettings;
  /** Tokens to write. */
  readonly count: number;
  /** What ends a text; it is not written itself. */
  readonly endTokens: readonly number[];
}

/**
 * Writes on, token by token. The token at depth n is drawn by the seed and n alone, so that stopping and going on writes
 * the same as not stopping. Once the context is full, what stands farthest back is forgotten, half a context at a time.
 * @param onToken awaited after each token; what it throws ends the writing
 */
export async function generate(
  reader: TextReader,
  { context, path, sampling, count, endTokens }: Generation,
  onToken: (token: DrawnToken) => Promise<void>,
): Promise<GenerationEnd> {
  const written = [...path];
  for (let i = 0; i < count; i++) {
    const { logits } = await reader.after([...context, ...written]);
    const ranked = rank(logits);
    const distribution = distribute(ranked, sampling);
    const place = draw(distribution, sampling.seed, written.length);
    const id = ranked.ids[place];
    if (endTokens.includes(id)) return 'end';
    written.push(id);
    await onToken({
      id,
      probability: ranked.probabilities[place],
      keptProbability: distribution.final[place],
      rank: place + 1,
      alternatives: [...ranked.ids.subarray(0, alternativeCount)].map((id, i) => {
        return { id, probability: ranked.probabilities[i] };
      }),
    });
  }
  return 'count';
}
