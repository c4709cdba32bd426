import type { Random } from '../../random.ts';

const mostDigits = 3;

/**
 * Lines like `57+846=903` and `903-57=846`: numbers of up to three digits, added, or the smaller taken from the larger.
 *
 * It is for seeing what a small model finds hard. It soon learns the form of a line, how long a result is, and its first
 * digit roughly. The rest it learns slowly, since it writes the first digit before it knows what is carried from the last;
 * small models stay wrong where a carry runs through several digits. There are some 1.5 million different lines: with
 * enough steps it does not know them by heart but has a method, though none that works for numbers of four digits.
 */
export function arithmeticLine(random: Random): string {
  const a = numberOf(random);
  const b = numberOf(random);
  if (random.below(2) === 0) return `${a}+${b}=${a + b}\n`;
  const [larger, smaller] = a > b ? [a, b] : [b, a];
  return `${larger}-${smaller}=${larger - smaller}\n`;
}

/** Numbers of one, two and three digits are as frequent as each other; otherwise nine of ten would have three. */
function numberOf(random: Random): number {
  return random.below(10 ** (1 + random.below(mostDigits)));
}
