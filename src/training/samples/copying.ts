import type { Random } from '../../random.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz';
const letterCounts = { fewest: 2, most: 10 };
const repetitions = { fewest: 2, most: 6 };

/** Random letters, from `fewest` to `most` of them. */
export function randomLetters(random: Random, fewest: number, most: number): string {
  const length = fewest + random.below(most - fewest + 1);
  return Array.from({ length }, () => letters[random.below(letters.length)]).join('');
}

/**
 * Lines like `qkdz|qkdz|qkdz`: random letters, and the same again once or several times, with bars between.
 *
 * It is for watching induction heads form (Olsson et al. 2022). What comes first cannot be known: ln 26 nats a letter at
 * best. What comes again can be known completely, but only by looking back to what followed the same letter before. A
 * model that copies nothing stays at about 2.9 nats a token, a perfect one would need 0.8. It takes two layers, the first
 * to write down which letter came before, the second to look for it, and patience: the smallest size gets to 2.4 in 2,000
 * steps. Lines with a single repetition do not get there at all in that time. The model learns no letter's meaning, and
 * copies nothing much longer than what it was shown.
 */
export function copyingLine(random: Random): string {
  const word = randomLetters(random, letterCounts.fewest, letterCounts.most);
  const { fewest, most } = repetitions;
  const times = fewest + random.below(most - fewest + 1);
  return `${Array.from({ length: times }, () => word).join('|')}\n`;
}
