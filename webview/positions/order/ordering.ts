import type { OrderComparison } from '../../../src/protocol/positions.ts';

/** More characters are not compared. */
export const mostCharacters = 16;
/** A relative difference below this is rounding: sums in another order, in single precision. */
export const rounding = 1e-4;

/** The user's own text as far as it is compared. */
export function beginningOf(text: string): string {
  return [...text.trim()].slice(0, mostCharacters).join('');
}

type Setting = OrderComparison['settings'][number];

/** How far the two orders are apart, over all tokens. */
interface Apart {
  readonly least: number;
  readonly most: number;
  readonly isRounding: boolean;
}

export function apartOf({ difference }: Setting): Apart {
  const most = Math.max(...difference);
  return { least: Math.min(...difference), most, isRounding: most < rounding };
}

/** Where a token of the first order stands in the second. */
export function placeInSecond({ order }: OrderComparison, token: number): number {
  return order.indexOf(token);
}

/**
 * The vectors of one setting as rows of a picture, [2 · T, C]: of each token the one in the first order, and under it the
 * one in the second.
 */
export function barCodes({ first, second }: Setting, width: number): Float32Array {
  const rows = new Float32Array(first.length + second.length);
  for (let token = 0; token * width < first.length; token += 1) {
    const [from, to] = [token * width, (token + 1) * width];
    rows.set(first.subarray(from, to), 2 * from);
    rows.set(second.subarray(from, to), 2 * from + width);
  }
  return rows;
}
