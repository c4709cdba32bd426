import type { ValueScale } from '../charts/scale.ts';

/** Colours of surprisal, in bits, the same for every text and model: 16 bits are one in 65,536. */
export const surprisalScale: ValueScale = { kind: 'linear', limit: 16 };
