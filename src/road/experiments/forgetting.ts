import { experiment } from '../experiment.ts';
import { numbers, seed, whole } from '../field.ts';

/** Chapter 6: how much of what comes out still depends on each word, in a recurrence and by attention. */
export const forgetting = experiment({
  name: 'forgetting',
  fields: {
    length: whole(30, 3, 80),
    width: whole(16, 2, 64),
    gains: numbers([0.5, 1, 1.5], { min: 0.05, max: 5, most: 5 }),
    draws: whole(30, 1, 500),
    seed,
  },
});
