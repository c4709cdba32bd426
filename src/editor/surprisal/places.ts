import type { ReadingSummary } from '../../protocol/reading.ts';
import type { TextRange } from '../selectedText.ts';

/** What is painted as one: a token, or those that share characters. UTF-16 offsets in the text that was asked for. */
export interface Place extends TextRange {
  /** Its tokens: the first and the last. */
  readonly first: number;
  readonly last: number;
  /** Surprisal of all its tokens together; NaN where one has nothing before it. */
  readonly bits: number;
}

/**
 * The places of a reading, in order. Surprisals of tokens that share characters add up to that of the characters, as the
 * probabilities multiply. Tokens without a place in the text, such as an added `<s>`, are left out.
 */
export function placesOf({ tokens, surprisals, cut }: Pick<ReadingSummary, 'tokens' | 'surprisals' | 'cut'>): Place[] {
  const origin = cut?.start ?? 0;
  const places: { start: number; end: number; first: number; last: number; bits: number }[] = [];
  tokens.forEach((token, index) => {
    if (token.start === token.end) return;
    const [start, end] = [token.start + origin, token.end + origin];
    const open = places.at(-1);
    if (open && start < open.end) {
      open.end = Math.max(open.end, end);
      open.last = index;
      open.bits += surprisals[index];
    } else places.push({ start, end, first: index, last: index, bits: surprisals[index] });
  });
  return places;
}

/** Index of the first place that ends behind an offset; the number of places where none does. */
export function firstEndingAfter(places: readonly TextRange[], offset: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle].end > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The place that holds the character at an offset. */
export function placeAt(places: readonly Place[], offset: number): Place | undefined {
  const place = places[firstEndingAfter(places, offset)];
  return place && place.start <= offset ? place : undefined;
}

/** The places with a character between two offsets. */
export function placesWithin(places: readonly Place[], { start, end }: TextRange): Place[] {
  const within: Place[] = [];
  for (let index = firstEndingAfter(places, start); index < places.length && places[index].start < end; index++)
    within.push(places[index]);
  return within;
}
