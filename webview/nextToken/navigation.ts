import type { NextTokenNavigation } from '../../src/protocol/nextTokenPage.ts';

export const views = ['next', 'continue', 'example'] as const satisfies readonly NextTokenNavigation['view'][];

/** How many rows the list can have. */
const rowSteps = [10, 20, 50, 100, 200, 500] as const;

/** How many draws make a histogram. */
export const drawTotal = 1000;

/**
 * Where to be in a text of `length` tokens: after all of it when it is a new one, else where the page was, as far as
 * that exists.
 */
export function arrived(navigation: NextTokenNavigation, length: number, isNew: boolean): NextTokenNavigation {
  const { position } = navigation;
  const isThere = !isNew && position !== null && position < length;
  return isThere ? navigation : { ...navigation, position: null };
}

/** The next larger number of rows, or null where all are shown. */
export function moreRows(rows: number, vocabularySize: number): number | null {
  return rows >= vocabularySize ? null : (rowSteps.find((step) => step > rows) ?? null);
}
