import { type DigitSet, parseDigits } from '../../src/road/digits/digits.ts';
import { packedDigits } from '../../src/road/digits/packDigits.node.ts';

let packed: DigitSet | undefined;

/** The digits that the build packs. */
export function digits(): DigitSet {
  packed ??= parseDigits(packedDigits(__filename));
  return packed;
}
