import { experiment } from '../experiment.ts';
import { drawing, flag, seed, whole } from '../field.ts';
import { message } from '../message.ts';

/** Chapter 2: one digit, or the person's own drawing, and what is stored that is nearest to it. */
export const nearestNeighbours = experiment({
  name: 'nearest-neighbours',
  fields: {
    drawing: drawing(28),
    centre: flag(true),
    digit: whole(1, 1, 1000),
    k: whole(5, 1, 25),
    stored: whole(300, 10, 5000),
    seed,
  },
  learner: ({ stored }) => ({
    experience: message('digits.experience', { stored }),
    task: message('digits.task'),
    measure: message('digits.measureOne'),
  }),
  isInstant: true,
});
