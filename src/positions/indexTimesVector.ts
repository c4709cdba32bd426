import type { PositionScheme } from './scheme.ts';

/**
 * The essay's first attempt: the index times a vector, here of ones. Rows grow without bound; and a block that begins with
 * a layer norm takes the mean away, with it this number, which is the same in all dimensions.
 */
export const indexTimesVector: PositionScheme = { name: 'index', table: (position) => position };
