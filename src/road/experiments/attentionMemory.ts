import { experiment } from '../experiment.ts';
import { numbers, whole } from '../field.ts';

/** Chapter 11: what the attention maps of a long text weigh. */
export const attentionMemory = experiment({
  name: 'attention-memory',
  fields: {
    tokens: numbers([2048, 200_000], { min: 1, max: 100_000_000, most: 12 }),
    layers: whole(12, 1, 1000),
    heads: whole(12, 1, 1000),
    bytesPerNumber: whole(2, 1, 8),
  },
  isInstant: true,
});
