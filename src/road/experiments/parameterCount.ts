import { experiment } from '../experiment.ts';
import { whole } from '../field.ts';

/** Chapter 3: how many parameters a polynomial over many inputs has, beside a network. */
export const parameterCount = experiment({
  name: 'parameter-count',
  fields: {
    inputs: whole(784, 1, 100_000),
    degree: whole(3, 1, 6),
    hidden: whole(128, 1, 100_000),
    outputs: whole(10, 1, 1000),
  },
  isInstant: true,
});
