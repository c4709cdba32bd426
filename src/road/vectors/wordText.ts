/** A text as numbers of words, the most frequent word being 0. */
export interface WordText {
  readonly words: readonly string[];
  /** How often each occurs. */
  readonly counts: readonly number[];
  /** −1 for what is none of the words, and between sentences. */
  readonly ids: Int32Array;
}

const sentenceEnd = /[.!?。！？\n]/;

/**
 * Cuts a text into words, in small letters; Chinese by the segmenter of the platform. Only the most frequent become numbers.
 * @param most words
 */
export function wordText(text: string, most: number): WordText {
  const segments = segmented(text.toLowerCase());
  const counted = new Map<string, number>();
  for (const { segment, isWordLike } of segments) {
    if (isWordLike) counted.set(segment, (counted.get(segment) ?? 0) + 1);
  }
  const kept = [...counted].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, most);
  const ids = new Map(kept.map(([word], id) => [word, id]));
  const written = segments.flatMap(({ segment, isWordLike }) => {
    if (isWordLike) return [ids.get(segment) ?? -1];
    return sentenceEnd.test(segment) ? [-1] : [];
  });
  return {
    words: kept.map(([word]) => word),
    counts: kept.map(([, count]) => count),
    ids: Int32Array.from(written),
  };
}

/** Piece by piece: to each of its segments the platform ties a copy of the whole text. */
function segmented(text: string): { readonly segment: string; readonly isWordLike: boolean }[] {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
  const pieces = text.match(/[^.!?。！？\n]*[.!?。！？\n]|[^.!?。！？\n]+$/g) ?? [];
  return pieces.flatMap((piece) =>
    Array.from(segmenter.segment(piece), ({ segment, isWordLike = false }) => ({ segment, isWordLike })),
  );
}
