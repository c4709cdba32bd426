import { alibiBias } from '../../../src/positions/alibi.ts';
import { placesOf, turned } from '../../../src/positions/rotary.ts';
import { bestAngle, type PairPoints, pairPoints } from '../../../src/positions/rotation.ts';
import type { SchemeName } from '../../../src/positions/scheme.ts';
import { type SimilarityMeasure, similarities } from '../../../src/positions/similarity.ts';
import { pairFrequency } from '../../../src/positions/sinusoid.ts';
import {
  frequenciesOf,
  type OwnPositions,
  type SchemeSettings,
  type SchemeTable,
  schemeTable,
  slopesOf,
} from '../schemes/schemeTable.ts';

/** The most positions of a formula that are compared. */
export const mostPositions = 256;

/** By the paper's formula, whatever is shown elsewhere. */
function settingsOf(settings: SchemeSettings): SchemeSettings {
  const positions = Math.min(mostPositions, settings.positions);
  return { ...settings, positions, formula: 'paper', isContinuous: false };
}

/**
 * The rows that are compared, [positions, width]. RoPE has none: here stands what it makes of a vector of ones at each
 * position. Null where there are no rows to compare.
 */
export function rowsOf(scheme: SchemeName, settings: SchemeSettings, own: OwnPositions): SchemeTable | null {
  const shown = settingsOf(settings);
  if (scheme === 'alibi') return null;
  const table = schemeTable(scheme, shown, own);
  if (scheme !== 'rotary' || table === null) return table;
  const frequencies = frequenciesOf(shown.width, own);
  const ones = new Float32Array(table.columns).fill(1);
  const data = new Float32Array(table.data.length);
  for (let position = 0; position < table.rows; position += 1) {
    data.set(turned(ones, position, frequencies, shown.pairing), position * table.columns);
  }
  return { ...table, data };
}

/**
 * Similarity of every two positions by a scheme of formulas, [positions, positions]; for ALiBi, what its first head takes
 * from the score. Null where nothing can be compared, and for the learned table, which the model's process compares.
 */
export function matrixOf(
  scheme: SchemeName,
  measure: SimilarityMeasure,
  settings: SchemeSettings,
  own: OwnPositions,
): { readonly positions: number; readonly matrix: Float32Array } | null {
  const { positions } = settingsOf(settings);
  if (scheme === 'alibi') {
    const [slope] = slopesOf(own);
    const matrix = Float32Array.from({ length: positions * positions }, (_, i) =>
      alibiBias(slope, Math.abs(Math.floor(i / positions) - (i % positions))),
    );
    return { positions, matrix };
  }
  if (scheme === 'learned') return null;
  const table = rowsOf(scheme, settings, own);
  return table && { positions: table.rows, matrix: similarities(table.data, table.rows, measure) };
}

/** One pair of a scheme's dimensions over all positions. */
interface Pair {
  readonly columns: readonly [first: number, second: number];
  readonly points: PairPoints;
  /** Radians per position by which it turns; null where it is no rotation by its formula. */
  readonly angle: number | null;
}

export function pairCount(table: SchemeTable): number {
  return Math.floor(table.columns / 2);
}

/** @param table as `rowsOf` gives it */
export function pairAt(table: SchemeTable, pair: number, settings: SchemeSettings, own: OwnPositions): Pair {
  const { columns: width, scheme, data } = table;
  const columns: readonly [number, number] =
    scheme === 'rotary'
      ? placesOf(pair, width, settings.pairing)
      : scheme === 'sinusoidConcatenated'
        ? [pair, pair + Math.ceil(width / 2)]
        : [2 * pair, 2 * pair + 1];
  const points = pairPoints(data, width, columns);
  if (scheme === 'rotary') return { columns, points, angle: frequenciesOf(settings.width, own)[pair] };
  // A point (sin a, cos a) goes clockwise as a grows.
  const isWave = scheme === 'sinusoid' || scheme === 'sinusoidConcatenated';
  return { columns, points, angle: isWave ? -pairFrequency(pair, width) : null };
}

/** The angle of the rotation by `shift` positions: that of the formula, or the one that comes nearest. */
export function angleOver({ points, angle }: Pair, shift: number): number {
  return angle === null ? bestAngle(points, shift) : angle * shift;
}
