import { base, pairFrequency, wavelengthAsPrinted } from '../../../src/positions/sinusoid.ts';
import {
  frequenciesOf,
  isWave,
  type OwnPositions,
  pairOfColumn,
  type SchemeSettings,
  type SchemeTable,
  slopesOf,
} from './schemeTable.ts';

/** One cell of a scheme, with what its number comes from. */
export interface WorkedCell {
  readonly position: number;
  readonly dimension: number;
  readonly pair: number | null;
  readonly value: number;
  /** Radians per position; for ALiBi, what its head takes per token; null where the scheme has neither. */
  readonly frequency: number | null;
  /** Positions after which the column repeats itself; null where it does not. */
  readonly wavelength: number | null;
}

export function workedCell(
  table: SchemeTable,
  row: number,
  column: number,
  settings: SchemeSettings,
  own: OwnPositions,
): WorkedCell {
  const dimension = column + table.firstColumn;
  const pair = pairOf(table, column, settings);
  const frequency = frequencyOf(table, dimension, pair, settings, own);
  return {
    position: row,
    dimension,
    pair,
    value: table.data[row * table.columns + column],
    frequency,
    wavelength: frequency === null || table.scheme === 'alibi' ? null : (2 * Math.PI) / frequency,
  };
}

/** On the essay's axis, and in its formula as printed, dimensions stand for themselves and not in pairs. */
function pairOf(table: SchemeTable, column: number, settings: SchemeSettings): number | null {
  const { scheme } = table;
  if (isWave(scheme, settings) || isAsPrinted(scheme, settings)) return null;
  return pairOfColumn(table, column, settings.width, settings.pairing);
}

function frequencyOf(
  { scheme }: SchemeTable,
  dimension: number,
  pair: number | null,
  settings: SchemeSettings,
  own: OwnPositions,
): number | null {
  const { width } = settings;
  if (scheme === 'alibi') return slopesOf(own)[dimension];
  if (scheme === 'rotary') return frequenciesOf(width, own)[pair!];
  if (isWave(scheme, settings)) return base ** (-dimension / width);
  if (isAsPrinted(scheme, settings)) return (2 * Math.PI) / wavelengthAsPrinted(dimension);
  return pair === null ? null : pairFrequency(pair, width);
}

function isAsPrinted(scheme: SchemeTable['scheme'], { formula }: SchemeSettings): boolean {
  return scheme === 'sinusoid' && formula === 'essay';
}
