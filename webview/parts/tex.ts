import { formatNumber } from '../shell/numbers.ts';

/** A number for KaTeX, as it is written elsewhere on the page. */
export function tex(value: number): string {
  return formatNumber(value).replace('−', '-').replace('≈ 0', '{\\approx}0').replaceAll(',', '{,}');
}
