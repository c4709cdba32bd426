import { durationText } from '../../editor/durations.ts';
import { formatLargeCount } from '../../editor/numbers.ts';
import { currentLanguage } from '../../panels/language.ts';

/** A time to expect. */
export function timeText(milliseconds: number): string {
  return durationText(currentLanguage(), milliseconds);
}

/** A large count in the units that the language counts in: 0.81 M, 81 万. */
export function largeCount(count: number): string {
  return formatLargeCount(currentLanguage(), count);
}
