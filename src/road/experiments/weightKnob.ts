import { experiment } from '../experiment.ts';
import { real, seed, text, whole } from '../field.ts';

/** Chapter 9: one weight of the chosen model is turned, and what the model says next changes. */
export const weightKnob = experiment({
  name: 'weight-knob',
  fields: {
    text: text('Once upon a time, there was a little', 2000),
    parameter: text('', 200),
    row: whole(0, 0, 1_000_000),
    column: whole(0, 0, 1_000_000),
    added: real(10, -100, 100),
    tried: whole(40, 0, 500),
    seed,
  },
  needsModel: () => true,
});
