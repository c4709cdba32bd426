import { experiment } from '../experiment.ts';
import { real, whole } from '../field.ts';

/** Chapter 9: what of a block is attention, and what is feed-forward. */
export const blockCost = experiment({
  name: 'block-cost',
  fields: {
    width: whole(768, 1, 100_000),
    inner: real(4, 0.5, 16),
    context: whole(1024, 1, 10_000_000),
  },
  isInstant: true,
});
