import { experiment } from '../experiment.ts';
import { choice, whole } from '../field.ts';
import { targetNames } from './polynomialFit.ts';

/** Chapter 3: three ways to a polynomial of a degree, without any noise. */
export const runge = experiment({
  name: 'runge',
  fields: {
    degree: whole(16, 1, 40),
    target: choice(targetNames),
  },
  isInstant: true,
});
