import type { Pairing } from '../../../src/positions/rotary.ts';
import type { SchemeTable } from './schemeTable.ts';

/** Columns whose values make one line. */
export interface ColumnGroup {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  /** Cosines, beside their sines. */
  readonly isPale: boolean;
}

/**
 * The columns of a table as lines. What stands by turns is a line each: joined, sines and cosines would be a zigzag, and
 * the same number twice a staircase.
 */
export function columnGroups({ scheme, columns, firstColumn }: SchemeTable, pairing: Pairing): readonly ColumnGroup[] {
  const half = Math.ceil(columns / 2);
  const group = (from: number, to: number, step: number, isPale = false) => ({ from, to, step, isPale });
  if (firstColumn < 0) return [group(0, columns, 1)];
  if (scheme === 'sinusoid') return [group(0, columns, 2), group(1, columns, 2, true)];
  if (scheme === 'sinusoidConcatenated') return [group(0, half, 1), group(half, columns, 1, true)];
  if (scheme === 'pureSine' || (scheme === 'rotary' && pairing === 'neighbours')) return [group(0, columns, 2)];
  if (scheme === 'rotary') return [group(0, half, 1), group(half, columns, 1)];
  return [group(0, columns, 1)];
}
