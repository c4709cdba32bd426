import assert from 'node:assert/strict';
import { alibiSlopes } from '../../../src/positions/alibi.ts';
import { rotaryFrequencies } from '../../../src/positions/rotary.ts';
import { tableOf } from '../../../src/positions/scheme.ts';
import { sinusoid } from '../../../src/positions/sinusoid.ts';
import { positionsStart } from '../../../src/protocol/positionsPage.ts';
import { limitOf } from '../../../webview/positions/learnedTable.ts';
import { type SchemeTable, schemeTable } from '../../../webview/positions/schemes/schemeTable.ts';
import { workedCell } from '../../../webview/positions/schemes/workedCell.ts';

const settings = { ...positionsStart, positions: 12, width: 9 };
const at = ({ data, columns }: SchemeTable, row: number, column: number) => data[row * columns + column];
const near = (one: number, other: number) => assert.ok(Math.abs(one - other) < 1e-6, `${one} is not ${other}`);

describe('a scheme in numbers', () => {
  it('is the formula of the core, for odd widths and a width of one', () => {
    for (const width of [9, 1, 2]) {
      const table = schemeTable('sinusoid', { ...settings, width }, {})!;
      assert.ok(typeof sinusoid.table === 'function');
      assert.deepEqual(table.data, Float32Array.from(tableOf(sinusoid.table, 12, width)));
    }
  });

  it('has a range of its own where numbers grow', () => {
    assert.equal(schemeTable('index', settings, {})!.limit, 11);
    assert.equal(schemeTable('index', { ...settings, positions: 1 }, {})!.limit, 1);
    assert.equal(schemeTable('alibi', settings, {})!.limit, 5.5);
  });

  it('runs below dimension 0 as a wave', () => {
    const table = schemeTable('sinusoid', { ...settings, width: 200, isContinuous: true }, {})!;
    assert.deepEqual([table.firstColumn, table.columns], [-100, 300]);
    near(at(table, 7, 0), Math.sin(7 / 10_000 ** (-100 / 200)));
    near(at(table, 7, 150), Math.sin(7 / 10_000 ** (50 / 200)));
  });

  it('is the essay’s formula where that is asked for', () => {
    const table = schemeTable('sinusoid', { ...settings, formula: 'essay' }, {})!;
    near(at(table, 5, 4), Math.sin(5 / 10_000 ** (8 / 10_000)));
    near(at(table, 5, 7), Math.cos(5 / 10_000 ** (14 / 10_000)));
  });

  it('turns pairs as they are laid out', () => {
    const wide = { ...settings, width: 8 };
    const halves = schemeTable('rotary', { ...wide, rotaryQuantity: 'sine' }, {})!;
    const neighbours = schemeTable('rotary', { ...wide, pairing: 'neighbours', rotaryQuantity: 'sine' }, {})!;
    for (const [pair, frequency] of rotaryFrequencies(8, 10_000).entries()) {
      for (const column of [pair, pair + 4]) near(at(halves, 3, column), Math.sin(3 * frequency));
      for (const column of [2 * pair, 2 * pair + 1]) near(at(neighbours, 3, column), Math.sin(3 * frequency));
    }
    const angles = schemeTable('rotary', { ...wide, rotaryQuantity: 'angle' }, {})!;
    near(at(angles, 4, 0), 4 - 2 * Math.PI);
  });

  it('is the loaded model’s own where it has one', () => {
    const frequencies = rotaryFrequencies(6, 500_000);
    const rotary = schemeTable('rotary', settings, { positions: { kind: 'rotary', theta: 500_000, frequencies } })!;
    assert.equal(rotary.columns, 6);
    near(at(rotary, 5, 1), Math.cos(5 * frequencies[1]));
    const slopes = alibiSlopes(12);
    const alibi = schemeTable('alibi', settings, { positions: { kind: 'alibi', slopes } })!;
    assert.equal(alibi.columns, 12);
    near(at(alibi, 3, 11), -3 * slopes[11]);
    const data = Float32Array.of(1, 2, 3, 4, 5, 6);
    const learned = schemeTable('learned', settings, { learned: { positions: 3, width: 2, data, limit: 6 } })!;
    assert.equal(learned.data, data);
    assert.equal(schemeTable('learned', settings, {}), null);
  });

  it('is none without positions, and where one dimension is no pair', () => {
    assert.equal(schemeTable('none', settings, {}), null);
    assert.equal(schemeTable('rotary', { ...settings, width: 1 }, {}), null);
  });

  it('ends its colours where 1 in 200 numbers is far larger than the rest', () => {
    const data = new Float32Array(1000).fill(0.1);
    assert.deepEqual(limitOf(data), { limit: Math.fround(0.1) });
    data[3] = -4;
    assert.deepEqual(limitOf(data), { limit: Math.fround(0.1), largest: 4 });
  });
});

describe('what a number comes from', () => {
  const cellOf = (scheme: Parameters<typeof schemeTable>[0], column: number, more = {}) => {
    const own = { ...settings, width: 200, ...more };
    return workedCell(schemeTable(scheme, own, {})!, 7, column, own, {});
  };

  it('is its pair and wavelength', () => {
    const { pair, wavelength, value } = cellOf('sinusoid', 37);
    assert.equal(pair, 18);
    near(wavelength!, 2 * Math.PI * 10_000 ** (36 / 200));
    near(value, Math.cos((7 * 2 * Math.PI) / wavelength!));
    assert.equal(Math.round(cellOf('sinusoid', 198).wavelength!), 57_303);
    assert.equal(cellOf('sinusoidConcatenated', 118).pair, 18);
  });

  it('is a wavelength of its own for each dimension, as the essay prints it', () => {
    const { pair, wavelength } = cellOf('sinusoid', 199, { formula: 'essay' });
    assert.equal(pair, null);
    assert.ok(Math.abs(wavelength! - 9.07) < 0.005, String(wavelength));
  });

  it('is what a head takes per token, and never comes round', () => {
    const { frequency, wavelength, value } = cellOf('alibi', 0);
    assert.deepEqual([frequency, wavelength, value], [0.5, null, -3.5]);
    assert.equal(cellOf('index', 3).wavelength, null);
  });
});
