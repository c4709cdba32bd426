import { experiment } from '../experiment.ts';
import { real } from '../field.ts';

/** Chapter 4: the chain rule on a graph of eight numbers. */
export const backPropagation = experiment({
  name: 'back-propagation',
  fields: {
    a: real(0.5, -3, 3),
    b: real(-1.5, -3, 3),
    c: real(2, -3, 3),
  },
  isInstant: true,
});
