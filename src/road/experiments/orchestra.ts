import { experiment } from '../experiment.ts';
import { choice, real, seed, whole } from '../field.ts';
import { message } from '../message.ts';

/** Chapter 3: sine oscillators that learn to play the Ode to Joy. */
export const orchestra = experiment({
  name: 'orchestra',
  fields: {
    oscillators: whole(8, 1, 24),
    ear: choice(['growing', 'whole']),
    steps: whole(1500, 10, 10_000),
    rate: real(0.02, 0.0001, 1, 'log'),
    seed,
  },
  learner: () => ({
    experience: message('orchestra.experience'),
    task: message('orchestra.task'),
    measure: message('orchestra.measure'),
  }),
});
