import assert from 'node:assert/strict';
import fc from 'fast-check';
import { alibiBias, alibiSlopes } from '../../src/positions/alibi.ts';
import { rotaryFrequencies, turned } from '../../src/positions/rotary.ts';
import { tableOf } from '../../src/positions/scheme.ts';
import { schemes } from '../../src/positions/schemes.ts';
import { distance } from '../models/goldenCases.ts';
import { recorded, wavy } from './recorded.ts';

const tableFormula = (name: 'sinusoid' | 'sinusoidConcatenated' | 'pureSine') => {
  const { table } = schemes[name];
  assert.ok(typeof table === 'function');
  return table;
};

const numbers = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 8, maxLength: 8 });

describe('the sinusoid', () => {
  for (const { width, table } of recorded.sinusoid.tables) {
    it(`is PyTorch's in float64 at a width of ${width}`, () => {
      const ours = recorded.sinusoid.positions.flatMap((position) =>
        Array.from({ length: width }, (_, i) => tableFormula('sinusoid')(position, i, width)),
      );
      assert.ok(distance(ours, table) < 1e-6);
    });

    it(`begins with 0, 1, 0, 1 at a width of ${width}`, () => {
      assert.deepEqual(
        [...tableOf(tableFormula('sinusoid'), 1, width)],
        Array.from({ length: width }, (_, i) => i % 2),
      );
    });

    it(`is the same with all sines in front, concatenated, at a width of ${width}`, () => {
      const sines = Math.ceil(width / 2);
      for (const position of recorded.sinusoid.positions) {
        for (let i = 0; i < width; i++) {
          const place = i % 2 === 0 ? i / 2 : sines + (i - 1) / 2;
          const concatenated = tableFormula('sinusoidConcatenated')(position, place, width);
          assert.equal(concatenated, tableFormula('sinusoid')(position, i, width));
        }
      }
    });
  }
});

describe('RoPE', () => {
  const { size, theta, positions } = recorded.rotary;
  const vectors = wavy(5, positions.length * size);

  for (const pairing of ['halves', 'neighbours'] as const) {
    it(`turns as transformers does, by ${pairing}`, () => {
      const frequencies = rotaryFrequencies(size, theta);
      const ours = positions.flatMap((position, row) => [
        ...turned(vectors.subarray(row * size, (row + 1) * size), position, frequencies, pairing),
      ]);
      assert.ok(distance(ours, recorded.rotary[pairing]) < 1e-8);
    });

    it(`gives a query at m and a key at n a product that depends on m − n only, by ${pairing}`, () => {
      const frequencies = rotaryFrequencies(8, 10_000);
      const product = (q: number[], m: number, k: number[], n: number) => {
        const key = turned(k, n, frequencies, pairing);
        return turned(q, m, frequencies, pairing).reduce((sum, value, i) => sum + value * key[i], 0);
      };
      const position = fc.integer({ min: 0, max: 2000 });
      fc.assert(
        fc.property(numbers, numbers, position, position, position, (q, k, m, n, shift) => {
          assert.ok(Math.abs(product(q, m, k, n) - product(q, m + shift, k, n + shift)) < 1e-9);
        }),
      );
    });
  }
});

describe('ALiBi', () => {
  it('has the slopes of the paper for 8 and 16 heads, and for 12 those of its authors', () => {
    const powers = (...exponents: number[]) => exponents.map((exponent) => 2 ** -exponent);
    assert.deepEqual([...alibiSlopes(8)], powers(1, 2, 3, 4, 5, 6, 7, 8));
    assert.deepEqual([...alibiSlopes(16)], powers(...Array.from({ length: 16 }, (_, i) => (i + 1) / 2)));
    assert.deepEqual([...alibiSlopes(12)], powers(1, 2, 3, 4, 5, 6, 7, 8, 0.5, 1.5, 2.5, 3.5));
  });

  it('has those of transformers’ BLOOM', () => {
    for (const heads of [8, 12, 16]) assert.ok(distance(alibiSlopes(heads), recorded.slopes[heads]) < 1e-6, `${heads}`);
  });

  it('takes as much per token of distance', () => {
    assert.deepEqual(
      [0, 1, 5].map((far) => alibiBias(0.25, far)),
      [-0, -0.25, -1.25],
    );
  });
});
