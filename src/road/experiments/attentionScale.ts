import { experiment } from '../experiment.ts';
import { seed, whole } from '../field.ts';

/** Chapter 8: what the softmax makes of scores that are not divided by √d. */
export const attentionScale = experiment({
  name: 'attention-scale',
  fields: {
    keys: whole(16, 2, 64),
    width: whole(64, 1, 1024),
    draws: whole(500, 1, 1000),
    seed,
  },
});
