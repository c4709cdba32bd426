import type { Language } from '../localisation.ts';
import { powerOfTen } from '../road/numbers.ts';

/** Numbers as people read them in the editor: as many digits as are meant, and "0" only for what is exactly zero. */

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A count, with thousands apart: 1,024. */
export function formatCount(value: number): string {
  return grouped.format(value);
}

/** A large count in the units that the language counts in: 0.81 M, 124 M, 81万. */
export function formatLargeCount(language: Language, count: number): string {
  if (language === 'en') {
    if (count < 100_000) return formatCount(count);
    const millions = count / 1e6;
    return `${millions < 99.5 ? millions.toPrecision(2) : formatCount(millions)} M`;
  }
  return new Intl.NumberFormat('zh-CN', { notation: 'compact', maximumSignificantDigits: 3 }).format(count);
}

/** A measured number that is not negative: "≈ 0" only rounds to zero. */
export function formatMeasured(value: number, digits = 4): string {
  if (value === 0) return '0';
  if (value < 0.5 * 10 ** -digits) return '≈ 0';
  return value < 10 ** (digits - 1) ? value.toPrecision(digits) : grouped.format(value);
}

/** A probability, however small: 0.6132, 3.815 × 10⁻⁶. What only rounds to certainty reads "≈ 1". */
export function formatProbability(value: number): string {
  if (value === 0 || value === 1) return String(value);
  if (value >= 0.99995) return '≈ 1';
  if (value >= 0.0001) return value.toPrecision(4);
  const [mantissa, exponent] = value.toExponential(3).split('e');
  return `${mantissa} × ${powerOfTen(Number(exponent))}`;
}
