import assert from 'node:assert/strict';
import { formatCount, formatLargeCount, formatMeasured, formatProbability } from '../../src/editor/numbers.ts';

describe('numbers in the editor', () => {
  for (const [value, digits, expected] of [
    [0, 4, '0'],
    [0.00001, 4, '≈ 0'],
    [0.0213, 4, '0.02130'],
    [6.21349, 4, '6.213'],
    [38.24, 3, '38.2'],
    [1234.5, 3, '1,235'],
    [123456, 4, '123,456'],
  ] as const) {
    it(`measured: ${value} reads ${expected}`, () => assert.equal(formatMeasured(value, digits), expected));
  }

  for (const [value, expected] of [
    [0, '0'],
    [1, '1'],
    [0.99999, '≈ 1'],
    [0.99991, '0.9999'],
    [0.61318, '0.6132'],
    [0.000123456, '0.0001235'],
    [2 ** -18, '3.815 × 10⁻⁶'],
    [1.5e-12, '1.500 × 10⁻¹²'],
  ] as const) {
    it(`a probability of ${value} reads ${expected}`, () => assert.equal(formatProbability(value), expected));
  }

  it('counts have thousands', () => assert.equal(formatCount(50257), '50,257'));

  for (const [count, english, chinese] of [
    [99_999, '99,999', '10万'],
    [812_000, '0.81 M', '81.2万'],
    [2_615_424, '2.6 M', '262万'],
    [99_700_000, '100 M', '9970万'],
    [124_439_808, '124 M', '1.24亿'],
    [1_100_048_384, '1,100 M', '11亿'],
  ] as const) {
    it(`a large count: ${count} reads ${english}, ${chinese}`, () => {
      assert.equal(formatLargeCount('en', count), english);
      assert.equal(formatLargeCount('zh-cn', count), chinese);
    });
  }
});
