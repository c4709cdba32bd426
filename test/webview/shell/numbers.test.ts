import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  formatClock,
  formatCount,
  formatDifference,
  formatMagnitude,
  formatMark,
  formatMilliseconds,
  formatNumber,
  formatPercent,
  formatPercentMark,
  formatProbability,
  formatShortCount,
} from '../../../webview/shell/numbers.ts';

describe('numbers', () => {
  it('show a probability however small, and certainty only where it is certain', () => {
    const shown = [0, 1, 0.6132, 0.00012345, 3.8154e-6, 7.78e-20, 0.99998329, 1 - 1e-9, Number.NaN];
    assert.deepEqual(shown.map(formatProbability), [
      '0',
      '1',
      '0.6132',
      '0.0001234',
      '3.815\u00a0×\u00a010⁻⁶',
      '7.780\u00a0×\u00a010⁻²⁰',
      '0.999983',
      '≈ 1',
      '–',
    ]);
  });

  it('show a magnitude however small, with its sign', () => {
    assert.deepEqual([0, 12.345, 0.0003, -3.8154e-6, 1e-4].map(formatMagnitude), [
      '0',
      '12.35',
      '0.0003000',
      '−3.815\u00a0×\u00a010⁻⁶',
      '0.0001000',
    ]);
  });

  it('show of a difference no more than its size', () => {
    assert.deepEqual([0, 1.234e-7, 0.999, 2, Number.NaN].map(formatDifference), [
      '0',
      '1.2\u00a0×\u00a010⁻⁷',
      '1.0\u00a0×\u00a010⁰',
      '2',
      '–',
    ]);
  });

  it('show seconds as a clock does', () => {
    assert.deepEqual([0, 41, 59.6, 725, 3723].map(formatClock), ['0:00', '0:41', '1:00', '12:05', '1:02:03']);
  });

  it('show shares in percent', () => {
    const shown = [0, 1, 0.900312, 0.05539, 0.00001, 0.99999, Number.NaN];
    assert.deepEqual(shown.map(formatPercent), [
      '0\u00a0%',
      '100\u00a0%',
      '90.03\u00a0%',
      '5.54\u00a0%',
      '<\u00a00.01\u00a0%',
      '>\u00a099.99\u00a0%',
      '–',
    ]);
    assert.deepEqual([0, 0.5, 0.9, 0.999, 1].map(formatPercentMark), [
      '0\u00a0%',
      '50\u00a0%',
      '90\u00a0%',
      '99.9\u00a0%',
      '100\u00a0%',
    ]);
  });

  it('have four significant digits and a real minus sign', () => {
    const cases: [number, string][] = [
      [0.6142, '0.6142'],
      [0.043211, '0.04321'],
      [3.2071, '3.207'],
      [-12.3456, '−12.35'],
      [999.96, '1000'],
      [0.99996, '1.000'],
      [12345.6, '12,346'],
      [9999.7, '10,000'],
      [3, '3'],
      [0.5, '0.5000'],
    ];
    for (const [value, text] of cases) assert.equal(formatNumber(value), text);
  });

  it('say 0 for exactly zero only', () => {
    assert.equal(formatNumber(0), '0');
    assert.equal(formatNumber(-0), '0');
    assert.equal(formatNumber(1e-9), '≈ 0');
    assert.equal(formatNumber(-1e-9), '≈ 0');
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        assert.equal(formatNumber(value) === '0', value === 0);
      }),
    );
  });

  it('lose no more than half a unit of the fourth digit', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.00005, max: 1e7, noNaN: true }), (value) => {
        const read = Number(formatNumber(value).replaceAll(',', ''));
        assert.ok(Math.abs(read - value) <= Math.max(value * 0.0005001, 0));
      }),
    );
  });

  it('name what is no number', () => {
    assert.equal(formatNumber(Number.NaN), '–');
    assert.equal(formatNumber(Number.NEGATIVE_INFINITY), '−∞');
  });

  it('leave no trailing zeros on the marks of a scale', () => {
    assert.deepEqual([0, 0.001, 0.25, 0.5, 1, -17.5].map(formatMark), ['0', '0.001', '0.25', '0.5', '1', '−17.5']);
    assert.equal(formatMark(100), '100');
  });

  it('shorten counts and times', () => {
    assert.deepEqual([999, 260_000, 3_141_593, 124_439_808, 1_100_000_000].map(formatShortCount), [
      '999',
      '260\u00a0K',
      '3.1\u00a0M',
      '124\u00a0M',
      '1.1\u00a0B',
    ]);
    assert.equal(formatCount(1024), '1,024');
    assert.deepEqual([0.84, 12.3, 3400].map(formatMilliseconds), ['0.8\u00a0ms', '12\u00a0ms', '3.4\u00a0s']);
  });
});
