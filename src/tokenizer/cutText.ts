import type { KeptEnd } from '../protocol/run.ts';

/** Part of a text, in UTF-16 units. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** How far from the wanted length a good place to cut is looked for, in UTF-16 units. */
const reach = 1000;

/**
 * Where to cut a long text before tokenizing it: a range of at least `length` UTF-16 units that holds one end of the
 * text. Cuts beside a blank where there is one near, so that a pre-tokeniser finds the same words on both sides of it;
 * otherwise between two characters, never within a surrogate pair.
 */
export function cutText(text: string, length: number, kept: KeptEnd): TextRange {
  if (text.length <= length + reach) return { start: 0, end: text.length };
  return kept === 'start'
    ? { start: 0, end: length + cutAfter(text.slice(length, length + reach)) }
    : { start: text.length - length - reach + cutBefore(text.slice(-length - reach, -length)), end: text.length };
}

/** In front of the first blank that follows something else; otherwise at the first boundary of a character. */
function cutAfter(text: string): number {
  const blank = text.search(/(?<=\S)\s/);
  return blank >= 0 ? blank : isLowSurrogate(text, 0) ? 1 : 0;
}

/** In front of the last blank that follows something else; otherwise at the last boundary of a character. */
function cutBefore(text: string): number {
  const blanks = [...text.matchAll(/(?<=\S)\s/g)];
  const last = blanks.at(-1);
  if (last !== undefined) return last.index;
  return isHighSurrogate(text, text.length - 1) ? text.length - 1 : text.length;
}

function isLowSurrogate(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}

function isHighSurrogate(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800;
}
