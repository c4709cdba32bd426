import { experiment } from '../experiment.ts';
import { choice, real, seed, whole } from '../field.ts';

/** Chapter 4: four ways down the same surface. */
export const downhill = experiment({
  name: 'downhill',
  fields: {
    surface: choice(['bowl', 'banana', 'hollows']),
    steps: whole(200, 1, 2000),
    rate: real(0.03, 0.0001, 0.2, 'log'),
    momentum: real(0.8, 0, 0.99),
    adamRate: real(0.1, 0.001, 1, 'log'),
    reach: real(0.1, 0.001, 2, 'log'),
    seed,
  },
  isInstant: true,
});
