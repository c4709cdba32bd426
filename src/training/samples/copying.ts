import type { Random } from '../../random.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz';
const shortest = 3;
const longest = 20;

/** Random letters, from `fewest` to `most` of them. */
export function randomLetters(random: Random, fewest: number, most: number): string {
  const length = fewest + random.below(most - fewest + 1);
  return Array.from({ length }, () => letters[random.below(letters.length)]).join('');
}

/**
 * Lines like `qkdz|qkdz`: random letters, a bar, the same letters again.
 *
 * It is for watching induction heads form (Olsson et al. 2022). What stands before the bar cannot be known: ln 26 nats a
 * letter at best. What stands behind it can be known completely, but only by looking back to the same place of the first
 * half, so that the loss stays on a plateau and then falls within a few hundred steps: that is when the heads appear. It
 * takes two layers, the first to write down which letter came before, the second to look for it. The model learns no
 * letter's meaning, and copies nothing much longer than what it was shown.
 */
export function copyingLine(random: Random): string {
  const word = randomLetters(random, shortest, longest);
  return `${word}|${word}\n`;
}
