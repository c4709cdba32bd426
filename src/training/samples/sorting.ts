import type { Random } from '../../random.ts';
import { randomLetters } from './copying.ts';

const shortest = 3;
const longest = 12;

/**
 * Lines like `qkdz>dkqz`: random letters, an arrow, the same letters in alphabetical order.
 *
 * It is for seeing attention look for a quality, not for a place: the next letter is the smallest that is left, wherever
 * it stands, so heads come to look at all letters that are not smaller than the one just written.
 * Letters that occur several times are the hard part, since they must be counted.
 */
export function sortingLine(random: Random): string {
  const word = randomLetters(random, shortest, longest);
  return `${word}>${[...word].sort().join('')}\n`;
}
