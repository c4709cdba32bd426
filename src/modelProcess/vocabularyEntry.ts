import type { VocabularyEntry } from '../protocol/reading.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';

/** A token of the vocabulary, wherever it may stand. */
export function entryOf(tokenizer: Pick<Tokenizer, 'bytesOf' | 'spellingOf'>, id: number): VocabularyEntry {
  const bytes = Array.from(tokenizer.bytesOf(id));
  return { id, spelling: tokenizer.spellingOf(id), bytes, kind: bytes.length > 0 ? 'text' : 'special' };
}
