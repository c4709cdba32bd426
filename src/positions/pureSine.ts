import type { PositionScheme } from './scheme.ts';
import { pairFrequency } from './sinusoid.ts';

/** The sinusoid with a sine in both places of each pair: no rotation leads from one position to another any more. */
export const pureSine: PositionScheme = {
  name: 'pureSine',
  table: (position, dimension, width) => Math.sin(position * pairFrequency(dimension >> 1, width)),
};
