import { experiment } from '../experiment.ts';
import { drawing, flag, real, seed, whole } from '../field.ts';
import { message } from '../message.ts';

/** Minutes on two cores for one digit that one hidden unit learns from once, as measured. */
const minutesEach = 3e-8;

/** Chapter 5: a network that learns to read the digits of chapter 2. */
export const digitNetwork = experiment({
  name: 'digit-network',
  fields: {
    hidden: whole(128, 0, 512),
    stored: whole(2000, 50, 5000),
    passes: whole(10, 1, 50),
    rate: real(0.001, 0.00001, 0.1, 'log'),
    tested: whole(1000, 10, 1000),
    drawing: drawing(28),
    centre: flag(true),
    seed,
  },
  learner: ({ stored, passes, tested }) => ({
    experience: message('digit-network.experience', { stored, passes }),
    task: message('digits.task'),
    measure: message('digits.measure', { tested }),
  }),
  minutes: ({ hidden, stored, passes }) => minutesEach * (hidden + 10) * stored * passes,
});
