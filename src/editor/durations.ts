import { type Language, translate } from '../localisation.ts';

/** A time, as coarse as a guess at it is: `50 s`, `12 min`, `3 h 20 min`. */
export function durationText(language: Language, milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  if (seconds < 100) return translate(language, 'train.time.seconds', { seconds });
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return translate(language, 'train.time.minutes', { minutes });
  return translate(language, 'train.time.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
