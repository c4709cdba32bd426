import { type TokenSource, tokensInMemory } from './tokenSource.ts';

/** What separates documents in a text, and the token that it becomes. */
export const documentSeparator = '<|endoftext|>';

/** Documents one after the other, the separator's id before the first and after each. */
export function documentStream(documents: readonly string[], encode: (text: string) => readonly number[]): TokenSource {
  const [separator, ...others] = encode(documentSeparator);
  if (separator === undefined || others.length > 0) throw new Error(`the tokenizer has no ${documentSeparator}`);
  const ids = documents.flatMap((document) => [...encode(document), separator]);
  return tokensInMemory(Int32Array.from([separator, ...ids]));
}
