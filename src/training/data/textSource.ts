/** Part of a document. */
export interface TextPiece {
  readonly text: string;
  /** Whether a document ends with it. */
  readonly endsDocument: boolean;
}

export type TextPart = 'training' | 'heldOut';

/** Texts of one kind, of which a part is kept from training to measure on. Read piece by piece, as often as needed. */
export interface TextSource {
  readonly name: string;
  read(part: TextPart): AsyncIterable<TextPiece>;
}

/** Documents that are in memory, already split. */
export function documentsInMemory(name: string, documents: Readonly<Record<TextPart, readonly string[]>>): TextSource {
  return {
    name,
    async *read(part) {
      for (const text of documents[part]) yield { text, endsDocument: true };
    },
  };
}

/**
 * Where a text of `length` units is cut so that about `share` of it comes after: at the nearest line break within a
 * twentieth of the text, or else right there, but never within a surrogate pair.
 */
export function cutPlace(text: string, share: number): number {
  const ideal = Math.round(text.length * (1 - share));
  const reach = Math.ceil(text.length / 20);
  const after = text.indexOf('\n', ideal - 1);
  if (after >= 0 && after + 1 - ideal <= reach) return after + 1;
  const before = text.lastIndexOf('\n', ideal - 1);
  if (before >= 0 && ideal - before - 1 <= reach) return before + 1;
  return isLowSurrogate(text.charCodeAt(ideal)) ? ideal + 1 : ideal;
}

/** Whether a UTF-16 unit is the second half of a character. */
export function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
