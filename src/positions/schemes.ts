import { alibi } from './alibi.ts';
import { indexTimesVector } from './indexTimesVector.ts';
import { learned } from './learned.ts';
import { none } from './none.ts';
import { pureSine } from './pureSine.ts';
import { rotary } from './rotary.ts';
import type { PositionScheme, SchemeName } from './scheme.ts';
import { sinusoid, sinusoidConcatenated } from './sinusoid.ts';

/** Every scheme by its name. */
export const schemes: Readonly<Record<SchemeName, PositionScheme>> = {
  none,
  index: indexTimesVector,
  pureSine,
  sinusoid,
  sinusoidConcatenated,
  learned,
  rotary,
  alibi,
};
