import { experiment } from '../experiment.ts';
import { seed, whole } from '../field.ts';
import { message } from '../message.ts';

/** Chapter 2: how many digits k nearest neighbours read rightly, by k, by how many are stored, and by attention's T. */
export const neighbourAccuracy = experiment({
  name: 'neighbour-accuracy',
  fields: {
    k: whole(1, 1, 25),
    stored: whole(300, 10, 5000),
    tested: whole(1000, 10, 1000),
    seed,
  },
  learner: ({ stored, tested }) => ({
    experience: message('digits.experience', { stored }),
    task: message('digits.task'),
    measure: message('digits.measure', { tested }),
  }),
});
