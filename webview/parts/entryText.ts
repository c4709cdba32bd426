import { type TokenText, tokenTexts } from '../../src/analysis/tokenText.ts';
import type { VocabularyEntry } from '../../src/protocol/reading.ts';

/** How a token of the vocabulary is shown, wherever it may stand. */
export function textOfEntry({ id, spelling, bytes, kind }: VocabularyEntry): TokenText {
  return tokenTexts([{ id, spelling, bytes, kind, start: 0, end: 0 }], '').tokens[0];
}
