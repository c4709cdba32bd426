import { experiment } from '../experiment.ts';
import { real } from '../field.ts';

/** Chapter 13: the essay's four words, and what a temperature makes of their probabilities. */
export const essayTemperature = experiment({
  name: 'essay-temperature',
  fields: { temperature: real(1, 0.1, 100, 'log') },
  isInstant: true,
});
