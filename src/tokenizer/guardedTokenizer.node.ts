import { UnderhoodError } from '../errors.ts';
import { createTokenizer, type TokenizerFiles } from './createTokenizer.ts';
import { inTime, TimeIsUp } from './timeLimit.node.ts';
import type { Tokenizer } from './tokenizer.ts';

/** Milliseconds that anything may take, and how many more for each UTF-16 unit of a text that is tokenized. */
const patience = 1500;
const patiencePerUnit = 0.05;

/** What every tokenizer of a model folder can do. */
type Encoding = Pick<Tokenizer, 'encode' | 'bytesOf' | 'spellingOf'>;

/**
 * createTokenizer for what others have written: a tokenizer.json holds regular expressions, of which one may take longer
 * than the universe is old. Throws UnderhoodError where it takes too long, or fails in any other way.
 */
export function guardedTokenizer(files: TokenizerFiles): Tokenizer {
  const file = files.tokenizerJson === undefined ? 'vocab.json' : 'tokenizer.json';
  const inner = guard(file, patience + 20 * patience * millionsOfTokens(files), () => createTokenizer(files));
  return {
    ...guardedEncoding(inner, file),
    kind: inner.kind,
    vocabularySize: inner.vocabularySize,
    encodePart: (text, maxTokens, kept) =>
      guard(file, patience + patiencePerUnit * text.length, () => inner.encodePart(text, maxTokens, kept)),
  };
}

/** A tokenizer that takes no longer than it may, and fails in sentences only. @param file as errors call it */
export function guardedEncoding(inner: Encoding, file: string): Encoding {
  return {
    encode: (text) => guard(file, patience + patiencePerUnit * text.length, () => inner.encode(text)),
    bytesOf: (id) => inner.bytesOf(id),
    spellingOf: (id) => inner.spellingOf(id),
  };
}

function guard<T>(file: string, milliseconds: number, work: () => T): T {
  try {
    return inTime(milliseconds, work);
  } catch (error) {
    if (error instanceof UnderhoodError) throw error;
    if (error instanceof TimeIsUp) {
      throw new UnderhoodError('tokenizer.tooSlow', { file, seconds: Math.round(milliseconds / 100) / 10 });
    }
    throw new UnderhoodError('tokenizer.invalid', {
      file,
      detail: error instanceof Error ? error.message : `${error}`,
    });
  }
}

/** How large a vocabulary is: reading one takes about a second and a half for each million. */
function millionsOfTokens({ tokenizerJson, vocab }: TokenizerFiles): number {
  const model = (tokenizerJson as { readonly model?: { readonly vocab?: unknown } } | undefined)?.model;
  const found = model?.vocab ?? vocab;
  return typeof found === 'object' && found !== null ? Object.keys(found).length / 1e6 : 0;
}
