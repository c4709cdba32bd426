import { experiment } from '../experiment.ts';
import { numbers, real, seed, whole } from '../field.ts';

/** Chapter 9: how much of the gradient reaches the first block, with and without residuals and normalisation. */
export const depth = experiment({
  name: 'depth',
  fields: {
    depths: numbers([2, 4, 8, 16, 24], { min: 1, max: 48, most: 8 }),
    width: whole(32, 4, 128),
    // Where PyTorch's linear layers start: uniform in ±1/√inputs.
    gain: real(0.58, 0.1, 2),
    seed,
  },
});
