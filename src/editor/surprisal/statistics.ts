import type { ReadingSummary } from '../../protocol/reading.ts';
import type { Place } from './places.ts';
import { stepOf, stepStarts } from './scale.ts';

/** What a painting comes to. Only what has something before it counts: nothing was guessed elsewhere. */
export interface SurprisalStatistics {
  /** Tokens that count, and the sum of their surprisals. */
  readonly tokens: number;
  readonly bits: number;
  /**
   * Characters that these tokens stand for, as Unicode code points: not UTF-16 units, of which an emoji has two, and not
   * bytes, of which a Chinese character has three.
   */
  readonly characters: number;
  /** NaN where nothing counts. */
  readonly bitsPerCharacter: number;
  /** 2 to the mean bits per token; NaN where nothing counts. */
  readonly perplexity: number;
  /** Places of each step of the scale. */
  readonly counts: readonly number[];
}

/** @param places those of the whole reading */
export function statisticsOf(
  { text, surprisals, cut }: Pick<ReadingSummary, 'text' | 'surprisals' | 'cut'>,
  places: readonly Place[],
): SurprisalStatistics {
  const origin = cut?.start ?? 0;
  const counts: number[] = stepStarts.map(() => 0);
  // A token that shares a character with one that does not count cannot count either: its character would not.
  const uncounted = new Set<number>();
  let characters = 0;
  for (const { start, end, first, last, bits } of places) {
    if (Number.isNaN(bits)) for (let token = first; token <= last; token++) uncounted.add(token);
    else {
      counts[stepOf(bits) - 1]++;
      characters += [...text.slice(start - origin, end - origin)].length;
    }
  }
  let tokens = 0;
  let bits = 0;
  surprisals.forEach((own, index) => {
    if (Number.isNaN(own) || uncounted.has(index)) return;
    tokens++;
    bits += own;
  });
  return { tokens, bits, characters, bitsPerCharacter: bits / characters, perplexity: 2 ** (bits / tokens), counts };
}
