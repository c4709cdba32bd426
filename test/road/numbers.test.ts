import assert from 'node:assert/strict';
import { percent, powerOfTen, writtenAlike, writtenBytes, writtenNumber } from '../../src/road/numbers.ts';

describe('a number for a person', () => {
  it('has four significant digits, whole ones all of theirs, thousands apart', () => {
    const written: readonly (readonly [number, string])[] = [
      [0.25, '0.2500'],
      [-1.5, '−1.500'],
      [999.94, '999.9'],
      [999.96, '1,000'],
      [3100.2, '3,100'],
      [3100, '3,100'],
      [4_146_042, '4,146,042'],
      [0.00001234, '1.234\u00a0×\u00a010⁻⁵'],
      [2e15, '2.000\u00a0×\u00a010¹⁵'],
      [Number.NaN, '–'],
      [Number.POSITIVE_INFINITY, '∞'],
    ];
    for (const [value, text] of written) assert.equal(writtenNumber(value), text);
  });

  it('has fewer where there is no room for them, and is then never a power', () => {
    assert.deepEqual(
      [3100.2, 345.6, 99.6, 12.34].map((value) => writtenNumber(value, 2)),
      ['3,100', '346', '100', '12'],
    );
    assert.deepEqual(
      [3100.2, 345.6, 999.6].map((value) => writtenNumber(value, 3)),
      ['3,100', '346', '1,000'],
    );
  });

  it('shows its digits where its neighbours show theirs', () => {
    assert.deepEqual(writtenAlike([84.7, 61, -3, 0, 2000]), ['84.70', '61.00', '−3.000', '0', '2,000']);
    assert.deepEqual(writtenAlike([84, 61, Number.NaN]), ['84', '61', '–']);
  });

  it('is written as a share, an amount of memory or a power of ten', () => {
    assert.equal(percent(0.8127), '81.3\u00a0%');
    assert.deepEqual([999, 16_800_000].map(writtenBytes), ['999\u00a0B', '16.8\u00a0MB']);
    assert.deepEqual([6, -12, 0].map(powerOfTen), ['10⁶', '10⁻¹²', '10⁰']);
  });
});
