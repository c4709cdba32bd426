import { experiment } from '../experiment.ts';
import { drawing, flag, real, seed, whole } from '../field.ts';
import { message } from '../message.ts';

/** Chapter 2: k-nearest neighbours with a T in place of k, which is attention. */
export const neighboursAsAttention = experiment({
  name: 'neighbours-as-attention',
  fields: {
    temperature: real(5, 0.1, 1000, 'log'),
    drawing: drawing(28),
    centre: flag(true),
    digit: whole(1, 1, 1000),
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
