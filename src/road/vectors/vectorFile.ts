import { UnderhoodError } from '../../errors.ts';
import type { WordVectors } from './wordVectors.ts';

const newline = 10;

/**
 * The vectors of a text file, as GloVe writes them, a word and its numbers in each line, or as word2vec and fastText do,
 * with a line before that counts words and dimensions.
 * @param file bytes; too long a file for a string can be read
 * @param most words to read; files begin with the most frequent ones
 * Throws UnderhoodError naming the line that does not fit.
 */
export function parseVectors(file: Uint8Array, most: number): WordVectors {
  const decoder = new TextDecoder();
  const words: string[] = [];
  const rows: Float32Array[] = [];
  let line = 0;
  for (let start = 0; start < file.length && words.length < most; ) {
    const found = file.indexOf(newline, start);
    const end = found < 0 ? file.length : found;
    const fields = decoder.decode(file.subarray(start, end)).trimEnd().split(' ');
    start = end + 1;
    line++;
    if (fields[0] === '' && fields.length === 1) continue;
    if (line === 1 && fields.length === 2 && fields.every((field) => /^\d+$/.test(field))) continue;
    const width = rows[0]?.length ?? fields.length - 1;
    // A word may hold a blank itself, as some of GloVe's do: its numbers are the last of the line.
    const numbers = Float32Array.from(fields.slice(-width), (field) => (field === '' ? Number.NaN : Number(field)));
    if (width < 1 || fields.length <= width || numbers.some(Number.isNaN)) {
      throw new UnderhoodError('road.vectors.line', { line, width: Math.max(1, width) });
    }
    words.push(fields.slice(0, -width).join(' '));
    rows.push(numbers);
  }
  if (words.length === 0) throw new UnderhoodError('road.vectors.empty');
  const width = rows[0].length;
  const data = new Float32Array(words.length * width);
  rows.forEach((row, i) => {
    data.set(row, i * width);
  });
  return { words, width, data };
}
