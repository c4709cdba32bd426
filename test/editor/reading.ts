import { alternativeCount, type ReadingSummary, type VocabularyEntry } from '../../src/protocol/reading.ts';
import { tokensOf } from '../webview/tokens.ts';

/** A vocabulary's entry by its text. */
export function entry(id: number, text: string): VocabularyEntry {
  return { id, spelling: text, bytes: [...new TextEncoder().encode(text)], kind: 'text' };
}

/** A reading as the editor gets it: of tokens of so many bytes each, with a surprisal each. */
export function readingOf(
  text: string,
  lengths: readonly number[],
  bits: readonly number[],
  more: Partial<ReadingSummary> = {},
): ReadingSummary {
  const tokens = tokensOf(text, lengths);
  return {
    runId: 'reading',
    model: { name: 'small', vocabularySize: 4096 } as ReadingSummary['model'],
    runtime: { name: 'test', version: '1', device: 'cpu', threads: 1 },
    text,
    tokens,
    surprisals: Float32Array.from(bits),
    ranks: Uint32Array.from(bits, (own) => (Number.isNaN(own) ? 0 : Math.round(2 ** own))),
    alternatives: {
      ids: new Uint32Array(tokens.length * alternativeCount),
      probabilities: new Float32Array(tokens.length * alternativeCount),
    },
    vocabulary: [entry(0, '!')],
    reused: 0,
    milliseconds: { tokenize: 0, compile: 0, run: 0 },
    ...more,
  };
}
