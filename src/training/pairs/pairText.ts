import { UnderhoodError } from '../../errors.ts';
import type { Random } from '../../random.ts';
import { connectedGroups, splitGroups } from '../bundled/corpus.ts';

/** A sentence and its translation. */
export interface Pair {
  readonly source: string;
  readonly target: string;
}

export interface SplitPairs {
  readonly training: readonly Pair[];
  readonly heldOut: readonly Pair[];
}

/** Line numbers that a sentence names; of more, it says that there are. */
const mostNamed = 5;

/**
 * The pairs of a text of lines whose columns are separated by tabs.
 * @param columns of source and target, counted from 1
 * @param file as errors call it
 * Throws UnderhoodError naming the lines that lack one of them.
 */
export function pairsFromColumns(text: string, [source, target]: readonly [number, number], file: string): Pair[] {
  const wanted = Math.max(source, target);
  const rows = linesOf(text).map(({ line, number }) => ({ cells: line.split('\t'), number }));
  const ragged = rows.filter(({ cells }) => !tidy(cells[source - 1]) || !tidy(cells[target - 1]));
  if (ragged.length > 0) throw new UnderhoodError('pairs.ragged', { file, columns: wanted, lines: numbered(ragged) });
  return checked(
    rows.map(({ cells }) => ({ source: tidy(cells[source - 1]), target: tidy(cells[target - 1]) })),
    file,
  );
}

/**
 * The pairs of two texts whose lines belong together.
 * Throws UnderhoodError where they are not equally many, or one is blank where the other is not.
 */
export function pairsFromLines(source: string, target: string, files: readonly [string, string]): Pair[] {
  const [sources, targets] = [source, target].map((text) => trimmedEnd(text).split(/\r?\n/).map(tidy));
  if (sources.length !== targets.length) {
    const [sourceFile, targetFile] = files;
    const counts = { sources: sources.length, targets: targets.length };
    throw new UnderhoodError('pairs.uneven', { sourceFile, targetFile, ...counts });
  }
  const rows = sources.map((line, i) => ({ source: line, target: targets[i], number: i + 1 }));
  const ragged = rows.filter((row) => (row.source === '') !== (row.target === ''));
  const file = files.join(', ');
  if (ragged.length > 0) throw new UnderhoodError('pairs.blank', { file, lines: numbered(ragged) });
  return checked(
    rows.filter(({ source }) => source !== '').map(({ source, target }) => ({ source, target })),
    file,
  );
}

/** Split at random, such that no source that is held out was trained on, not even with other punctuation. */
export function splitPairs(pairs: readonly Pair[], heldOut: number, random: Random): SplitPairs {
  return splitGroups(
    connectedGroups(pairs, ({ source }) => [lettersOf(source)]),
    heldOut,
    random,
  );
}

/** A text without the marks that end it. */
export function bareText(text: string): string {
  return text.replace(/[。．.！!？?…]+$/u, '');
}

/** The pair without the marks that end both its sides; undefined where a side has none, or nothing else. */
export function withoutMarks({ source, target }: Pair): Pair | undefined {
  const bare = { source: bareText(source), target: bareText(target) };
  const isSame = bare.source === source || bare.target === target;
  return isSame || !bare.source || !bare.target ? undefined : bare;
}

/** What two texts have in common that differ in punctuation, blanks and case only; the text itself where that is all. */
function lettersOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '') || text;
}

/** Lines that are not blank. */
function linesOf(text: string): { readonly line: string; readonly number: number }[] {
  return text.split(/\r?\n/).flatMap((line, i) => (line.trim() === '' ? [] : [{ line, number: i + 1 }]));
}

function trimmedEnd(text: string): string {
  return text.replace(/(\r?\n)+$/, '');
}

/** Without byte order marks, zero-width spaces and odd blanks; empty where there is nothing. */
function tidy(text: string | undefined): string {
  return (text ?? '')
    .replaceAll(/[\uFEFF\u200B]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function numbered(rows: readonly { readonly number: number }[]): string {
  const shown = rows.slice(0, mostNamed).map(({ number }) => String(number));
  return shown.join(', ') + (rows.length > mostNamed ? ', …' : '');
}

function checked(pairs: Pair[], file: string): Pair[] {
  if (pairs.length < 2) throw new UnderhoodError('pairs.few', { file, count: pairs.length });
  return pairs;
}
