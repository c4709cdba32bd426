import { experiment } from '../experiment.ts';
import { choice, real, seed, whole } from '../field.ts';
import { message } from '../message.ts';
import { targetNames } from './polynomialFit.ts';

/** Chapter 3: b + W2·h(a + W1·x) on the same curves, its hidden units one by one. */
export const curveNetwork = experiment({
  name: 'curve-network',
  fields: {
    hidden: whole(6, 1, 32),
    target: choice(targetNames),
    bend: choice(['tanh', 'relu', 'sigmoid']),
    points: whole(60, 2, 500),
    noise: real(0, 0, 1),
    steps: whole(3000, 10, 20_000),
    rate: real(0.02, 0.0001, 1, 'log'),
    seed,
  },
  learner: ({ points, target }) => ({
    experience: message('polynomial-fit.experience', { points }),
    task: message('polynomial-fit.task', { target: message(`polynomial-fit.target.${target}`) }),
    measure: message('polynomial-fit.measure'),
  }),
});
