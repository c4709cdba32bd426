import { UnderhoodError } from '../errors.ts';

/** A range of a document in UTF-16 offsets. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** The lines of a document, as far as a paragraph needs them. */
interface Lines {
  readonly lineCount: number;
  isBlank(line: number): boolean;
}

/**
 * The paragraph around a line: the lines without a blank one between them, first and last included. From a blank line it
 * is the nearest one, below if two are as near. Nothing in a document of blank lines.
 */
export function paragraphAround(lines: Lines, line: number): { first: number; last: number } | undefined {
  const near = nearestText(lines, line);
  if (near === undefined) return undefined;
  let first = near;
  let last = near;
  while (first > 0 && !lines.isBlank(first - 1)) first--;
  while (last < lines.lineCount - 1 && !lines.isBlank(last + 1)) last++;
  return { first, last };
}

function nearestText(lines: Lines, line: number): number | undefined {
  for (let distance = 0; distance < lines.lineCount; distance++) {
    for (const candidate of [line + distance, line - distance]) {
      if (candidate >= 0 && candidate < lines.lineCount && !lines.isBlank(candidate)) return candidate;
    }
  }
  return undefined;
}

/** Characters that are looked at to tell text from a binary file. */
const sample = 10_000;
/** Control characters other than blanks, and U+FFFD, which stands where bytes were no UTF-8. */
const foreign = /(?!\s)[\p{Cc}\ufffd]/gu;

/** Throws UnderhoodError where a text is nothing that a model can read. */
export function checkReadable(text: string): void {
  if (text.trim() === '') throw new UnderhoodError('selection.blank');
  const seen = text.slice(0, sample);
  const strange = seen.match(foreign)?.length ?? 0;
  if (seen.includes('\0') || strange > seen.length / 20) throw new UnderhoodError('selection.binary');
}
