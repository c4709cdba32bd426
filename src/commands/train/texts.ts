import { formatCount } from '../../editor/numbers.ts';
import { currentLanguage, say } from '../../panels/language.ts';

/** A time to expect, as coarse as such a guess is: `50 s`, `12 min`, `3 h 20 min`. */
export function timeText(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  if (seconds < 100) return say('train.time.seconds', { seconds });
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return say('train.time.minutes', { minutes });
  return say('train.time.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** A large count in the units that the language counts in: 0.81 M, 81 万. */
export function largeCount(count: number): string {
  if (currentLanguage() === 'en') return count < 100_000 ? formatCount(count) : `${(count / 1e6).toPrecision(2)} M`;
  return new Intl.NumberFormat('zh-CN', { notation: 'compact', maximumSignificantDigits: 3 }).format(count);
}
