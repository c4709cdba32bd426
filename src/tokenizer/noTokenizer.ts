import { UnderhoodError } from '../errors.ts';
import type { Tokenizer } from './tokenizer.ts';

function refuse(): never {
  throw new UnderhoodError('tokenizer.none');
}

/** Of a model folder without a tokenizer: it takes ids, and no text. */
export const noTokenizer: Tokenizer = {
  kind: 'none',
  vocabularySize: 0,
  encode: refuse,
  encodePart: refuse,
  bytesOf: () => new Uint8Array(),
  spellingOf: (id) => String(id),
};
