import { experiment } from '../experiment.ts';
import { choice, real, seed, whole } from '../field.ts';
import { message } from '../message.ts';
import { type Target, targets } from '../regression/targets.ts';

export const targetNames = Object.keys(targets) as Target[];

/** Chapter 3: a polynomial of some degree through noisy points, by least squares. */
export const polynomialFit = experiment({
  name: 'polynomial-fit',
  fields: {
    target: choice(targetNames, 'sine'),
    degree: whole(9, 0, 20),
    points: whole(15, 2, 200),
    noise: real(0.2, 0, 1),
    seed,
  },
  learner: ({ points, target }) => ({
    experience: message('polynomial-fit.experience', { points }),
    task: message('polynomial-fit.task', { target: message(`polynomial-fit.target.${target}`) }),
    measure: message('polynomial-fit.measure'),
  }),
  isInstant: true,
});
