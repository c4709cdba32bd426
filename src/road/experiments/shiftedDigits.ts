import { experiment } from '../experiment.ts';
import { seed, whole } from '../field.ts';
import { message } from '../message.ts';

/** Chapter 2: the same digits, moved by a few pixels or inverted. */
export const shiftedDigits = experiment({
  name: 'shifted-digits',
  fields: {
    farthest: whole(8, 1, 14),
    k: whole(1, 1, 25),
    stored: whole(300, 10, 5000),
    tested: whole(1000, 10, 1000),
    draws: whole(6, 1, 20),
    seed,
  },
  learner: ({ stored, tested }) => ({
    experience: message('digits.experience', { stored }),
    task: message('shifted-digits.task'),
    measure: message('digits.measure', { tested }),
  }),
});
