import type { Parameters } from '../../src/errors.ts';
import { type Language, type PageKey, translate } from '../../src/localisation.ts';

/** Sentences in the reader's language. */
export type Strings = (key: PageKey, parameters?: Parameters) => string;

export function stringsOf(language: Language): Strings {
  return (key, parameters) => translate(language, key, parameters);
}

/** A piece of a sentence: words, or the name of a parameter that the page draws itself (a token, a number). */
type Segment = { readonly text: string } | { readonly parameter: string };

/** A sentence cut at its `{parameters}`, for those that are drawn rather than written. */
export function segments(sentence: string): Segment[] {
  return sentence
    .split(/(\{\w+\})/)
    .filter((part) => part !== '')
    .map((part) => (/^\{\w+\}$/.test(part) ? { parameter: part.slice(1, -1) } : { text: part }));
}
