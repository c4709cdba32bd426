import { type ToldApart, toldApart } from '../../../src/positions/coveredSentence.ts';
import type { SchemeName } from '../../../src/positions/scheme.ts';
import { schemes } from '../../../src/positions/schemes.ts';
import type { PositionsNavigation } from '../../../src/protocol/positionsPage.ts';
import { type OwnPositions, type SchemeTable, schemeTable } from '../schemes/schemeTable.ts';

/** So many numbers of uncovered dimensions are counted at once, from none on. */
const mostCounted = 16;

/** The rows that are covered, and what can be told from what is not. */
export interface Puzzle {
  readonly table: SchemeTable;
  /** As many as there are, at most those asked for. */
  readonly uncovered: number;
  readonly apart: ToldApart;
  /** How many positions can be told apart by the first 0, 1, 2, … dimensions. */
  readonly counts: readonly number[];
}

/** Schemes that have rows to cover. */
export function hasRows(scheme: SchemeName): boolean {
  return schemes[scheme].table !== undefined;
}

/** Null where there is no table. Without positions all rows are zeros, which nothing tells apart. */
export function puzzleOf(scheme: SchemeName, navigation: PositionsNavigation, own: OwnPositions): Puzzle | null {
  const { covered } = navigation;
  const table = firstRows(scheme, { ...navigation, formula: 'paper', isContinuous: false }, own);
  if (table === null) return null;
  const told = (uncovered: number) => toldApart(table.data, table.rows, uncovered, covered.tolerance);
  const uncovered = Math.min(covered.uncovered, table.columns);
  const counted = Math.min(mostCounted, table.columns);
  return {
    table,
    uncovered,
    apart: told(uncovered),
    counts: Array.from({ length: counted + 1 }, (_, i) => told(i).count),
  };
}

function firstRows(scheme: SchemeName, navigation: PositionsNavigation, own: OwnPositions): SchemeTable | null {
  const { width } = navigation;
  const { positions } = navigation.covered;
  if (!hasRows(scheme)) return null;
  if (scheme === 'none') {
    const data = new Float32Array(positions * width);
    return { scheme, rows: positions, columns: width, firstColumn: 0, data, limit: 1, across: 'dimensions' };
  }
  const table = schemeTable(scheme, { ...navigation, positions }, own);
  if (table === null || table.rows <= positions) return table;
  return { ...table, rows: positions, data: table.data.subarray(0, positions * table.columns) };
}

/** The first dimensions of a table: enough to see those that are uncovered and some that are not. */
export function firstColumns(table: SchemeTable, uncovered: number): SchemeTable {
  let columns = 12;
  while (columns < 1.5 * uncovered) columns *= 2;
  if (columns >= table.columns) return table;
  const data = new Float32Array(table.rows * columns);
  for (let row = 0; row < table.rows; row += 1) {
    data.set(table.data.subarray(row * table.columns, row * table.columns + columns), row * columns);
  }
  return { ...table, columns, data };
}
