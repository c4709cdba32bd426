import { alibiBias, alibiSlopes } from '../../../src/positions/alibi.ts';
import { type Pairing, pairOf, rotaryFrequencies } from '../../../src/positions/rotary.ts';
import type { SchemeName, TableFormula } from '../../../src/positions/scheme.ts';
import { schemes } from '../../../src/positions/schemes.ts';
import { asPrintedInTheEssay, base, wave } from '../../../src/positions/sinusoid.ts';
import type { ModelPositions } from '../../../src/protocol/positions.ts';
import type { PositionsNavigation, RotaryQuantity } from '../../../src/protocol/positionsPage.ts';
import type { ColourLimit, LearnedTable } from '../learnedTable.ts';

/** What of the page's settings a scheme's numbers depend on. */
export type SchemeSettings = Pick<
  PositionsNavigation,
  'positions' | 'width' | 'formula' | 'pairing' | 'rotaryQuantity' | 'isContinuous'
>;

/** What the loaded model has of its own; empty where none is loaded. */
export interface OwnPositions {
  readonly positions?: ModelPositions;
  readonly learned?: LearnedTable;
}

/** A scheme in numbers: positions (or distances) down; dimensions, numbers of a head, or heads across. */
export interface SchemeTable extends ColourLimit {
  readonly scheme: SchemeName;
  readonly rows: number;
  readonly columns: number;
  /** The number of the first column: below 0 on the essay's axis. */
  readonly firstColumn: number;
  /** [rows, columns] */
  readonly data: Float32Array;
  /** What the columns are. */
  readonly across: 'dimensions' | 'headNumbers' | 'heads';
}

/** Heads of ALiBi where the loaded model has none of its own. */
const usualHeads = 8;

/** The numbers of a scheme; null where there is nothing to see, or nothing loaded to see it in. */
export function schemeTable(scheme: SchemeName, settings: SchemeSettings, own: OwnPositions): SchemeTable | null {
  const { positions, width } = settings;
  if (scheme === 'none') return null;
  if (scheme === 'learned') return learnedTable(own.learned);
  if (scheme === 'alibi') return alibiTable(positions, slopesOf(own));
  if (scheme === 'rotary') return rotaryTable(settings, frequenciesOf(width, own));
  if (isWave(scheme, settings)) {
    const before = Math.floor(width / 2);
    return filled(scheme, positions, width + before, -before, 1, (position, i) => wave(position, i, width));
  }
  const isAsPrinted = scheme === 'sinusoid' && settings.formula === 'essay';
  const formula = isAsPrinted ? asPrintedInTheEssay : (schemes[scheme].table as TableFormula);
  const limit = scheme === 'index' ? Math.max(1, positions - 1) : 1;
  return filled(scheme, positions, width, 0, limit, (position, i) => formula(position, i, width));
}

/** Whether the sinusoid is shown as a wave over dimensions that go below 0. */
export function isWave(scheme: SchemeName, { isContinuous }: Pick<SchemeSettings, 'isContinuous'>): boolean {
  return isContinuous && scheme === 'sinusoid';
}

/** Angle per position of each pair: the loaded model's, or those of the paper for a head as wide as the table. */
export function frequenciesOf(width: number, { positions }: OwnPositions): Float64Array {
  if (positions?.kind === 'rotary') return positions.frequencies;
  return rotaryFrequencies(2 * Math.floor(width / 2), base);
}

export function slopesOf({ positions }: OwnPositions): Float64Array {
  return positions?.kind === 'alibi' ? positions.slopes : alibiSlopes(usualHeads);
}

function filled(
  scheme: SchemeName,
  rows: number,
  columns: number,
  firstColumn: number,
  limit: number,
  valueAt: (row: number, column: number) => number,
): SchemeTable {
  const data = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1)
      data[row * columns + column] = valueAt(row, firstColumn + column);
  }
  return { scheme, rows, columns, firstColumn, data, limit, across: 'dimensions' };
}

function learnedTable(learned: LearnedTable | undefined): SchemeTable | null {
  if (learned === undefined) return null;
  const { positions: rows, width: columns, data, limit, largest } = learned;
  return { scheme: 'learned', rows, columns, firstColumn: 0, data, limit, largest, across: 'dimensions' };
}

function rotaryTable({ positions, pairing, rotaryQuantity }: SchemeSettings, frequencies: Float64Array) {
  const columns = 2 * frequencies.length;
  if (columns === 0) return null;
  const limit = rotaryQuantity === 'angle' ? Math.PI : 1;
  const table = filled('rotary', positions, columns, 0, limit, (position, i) =>
    rotaryValue(position * frequencies[pairOf(i, columns, pairing).pair], rotaryQuantity),
  );
  return { ...table, across: 'headNumbers' } as const;
}

/** The angle as the hand of a clock shows it, in (−π, π], or its cosine or sine. */
function rotaryValue(angle: number, quantity: RotaryQuantity): number {
  if (quantity === 'cosine') return Math.cos(angle);
  if (quantity === 'sine') return Math.sin(angle);
  return Math.atan2(Math.sin(angle), Math.cos(angle));
}

function alibiTable(distances: number, slopes: Float64Array): SchemeTable {
  const limit = Math.max(...slopes) * Math.max(1, distances - 1);
  const table = filled('alibi', distances, slopes.length, 0, limit, (distance, head) =>
    alibiBias(slopes[head], distance),
  );
  return { ...table, across: 'heads' };
}

/** The pair that a column belongs to, as far as the scheme has pairs. */
export function pairOfColumn(table: SchemeTable, column: number, width: number, pairing: Pairing): number | null {
  switch (table.scheme) {
    case 'sinusoid':
    case 'pureSine':
      return column >> 1;
    case 'sinusoidConcatenated':
      return column % Math.ceil(width / 2);
    case 'rotary':
      return pairOf(column, table.columns, pairing).pair;
    default:
      return null;
  }
}
