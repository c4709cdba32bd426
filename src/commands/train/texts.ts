import { durationText } from '../../editor/durations.ts';
import { formatCount, formatLargeCount } from '../../editor/numbers.ts';
import { sentence } from '../../localisation.ts';
import { currentLanguage, say } from '../../panels/language.ts';
import type { ProposedModel } from '../../training/recipe/proposedModel.ts';
import type { StepTimes } from './stepTimes.ts';

/** A time to expect. */
export function timeText(milliseconds: number): string {
  return durationText(currentLanguage(), milliseconds);
}

/** A large count in the units that the language counts in: 0.81 M, 81 万. */
export function largeCount(count: number): string {
  return formatLargeCount(currentLanguage(), count);
}

/** How long so many steps of a proposed model take, that it is being measured, or why it cannot be. */
export function timeOf(model: ProposedModel, steps: number, times: StepTimes): string {
  const milliseconds = times.of(model);
  if (milliseconds !== undefined) {
    return say('train.size.time', { time: timeText(steps * milliseconds), steps: formatCount(steps) });
  }
  if (times.error === undefined) return say('train.size.measuring');
  return say('train.size.unmeasured', { reason: sentence(currentLanguage(), times.error) });
}
