import { experiment } from '../experiment.ts';
import { choice, real, seed } from '../field.ts';

/** Chapter 4: guess a number, told nothing, “too high”, or a slope. */
export const guessingGame = experiment({
  name: 'guessing-game',
  fields: {
    target: real(0.00034, 0, 100),
    tolerance: real(0.00001, 0.000001, 1, 'log'),
    rate: real(0.3, 0.001, 1.2),
    loss: choice(['square', 'distance', 'difference']),
    seed,
  },
});
