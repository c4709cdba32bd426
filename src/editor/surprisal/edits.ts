import type { TextRange } from '../selectedText.ts';
import { afterEdit, type Edit } from '../trackedRange.ts';
import { firstEndingAfter, type Place } from './places.ts';

/** The most that is painted, in UTF-16 units. */
export const mostPainted = 200_000;

/** A range of a document that is painted, and what of it is known. */
export interface PaintedRange {
  /** document: all of it, whatever becomes of it. */
  readonly kind: 'selection' | 'document';
  readonly range: TextRange;
  /** In order; they count from the start of the range. */
  readonly places: readonly Place[];
}

/**
 * What becomes of a painted range when its document is edited: it moves and grows, and keeps the places before the first
 * change, as a model reads forwards only. `isTouched`: what is painted says something else now, and is to be read again.
 * @param edits of one event: all count in the document before it
 * @param length of the document after them
 */
export function afterEdits(
  { kind, range, places }: PaintedRange,
  edits: readonly Edit[],
  length: number,
): PaintedRange & { readonly isTouched: boolean } {
  let changed = Number.POSITIVE_INFINITY;
  for (const edit of edits) {
    const isWithin = edit.rangeOffset < range.end && edit.rangeOffset + edit.rangeLength > range.start;
    const from = edit.rangeOffset - range.start;
    if ((isWithin || kind === 'document') && from < mostPainted) changed = Math.min(changed, Math.max(0, from));
  }
  const fromTheEnd = [...edits].sort((a, b) => b.rangeOffset - a.rangeOffset);
  const moved = kind === 'document' ? { start: 0, end: length } : fromTheEnd.reduce(afterEdit, range);
  const isTouched = changed < Number.POSITIVE_INFINITY;
  const kept = isTouched ? places.slice(0, firstEndingAfter(places, changed)) : places;
  return { kind, range: moved, places: kept, isTouched };
}

/** What of a text is read: no more than can be painted, and no half of a character. */
export function readPart(text: string): string {
  if (text.length <= mostPainted) return text;
  const isCutInside = /[\ud800-\udbff]/.test(text[mostPainted - 1]);
  return text.slice(0, isCutInside ? mostPainted - 1 : mostPainted);
}
