import assert from 'node:assert/strict';
import fc from 'fast-check';
import '../../harness/seed.ts';
import { Random } from '../../../src/random.ts';
import { ArithmeticDecoder, ArithmeticEncoder } from '../../../src/road/coding/arithmeticCoder.ts';
import { frequenciesOf, totalFrequency } from '../../../src/road/coding/frequencies.ts';

const logits = fc.array(fc.double({ min: -60, max: 60, noNaN: true }), { minLength: 2, maxLength: 257 });

function surprisalBits(numbers: readonly number[], symbol: number): number {
  const highest = Math.max(...numbers);
  const sum = numbers.reduce((total, number) => total + Math.exp(number - highest), 0);
  return (Math.log(sum) + highest - numbers[symbol]) / Math.LN2;
}

describe('frequencies', () => {
  it('sum to the total, are never 0, and are probabilities but for rounding', () => {
    fc.assert(
      fc.property(logits, (numbers) => {
        const frequencies = frequenciesOf(numbers);
        assert.equal(
          frequencies.reduce((sum, frequency) => sum + frequency, 0),
          totalFrequency,
        );
        frequencies.forEach((frequency, symbol) => {
          assert.ok(frequency >= 1);
          const exact = 2 ** -surprisalBits(numbers, symbol) * totalFrequency;
          assert.ok(Math.abs(frequency - exact) <= numbers.length + 1, `${frequency}, not ${exact}`);
        });
      }),
    );
  });
});

describe('arithmetic coding', () => {
  it('gives back what was coded, in as many bits as were expected', () => {
    fc.assert(
      fc.property(
        fc.array(logits, { minLength: 1, maxLength: 8 }),
        fc.nat({ max: 300 }),
        fc.nat(),
        (models, length, seed) => {
          const random = new Random(seed);
          // Drawn by the model: what it holds for impossible does not come up.
          const tables = models.map(frequenciesOf);
          const symbols = Array.from({ length }, (_, i) => drawn(tables[i % tables.length], random));
          const encoder = new ArithmeticEncoder();
          symbols.forEach((symbol, i) => {
            encoder.encode(tables[i % tables.length], symbol);
          });
          const code = encoder.finish();
          const decoder = new ArithmeticDecoder(code);
          const read = symbols.map((_, i) => decoder.decode(tables[i % tables.length]));
          assert.deepEqual(read, symbols);
          const bits = symbols.reduce(
            (sum, symbol, i) => sum - Math.log2(tables[i % tables.length][symbol] / totalFrequency),
            0,
          );
          assert.ok(8 * code.length <= bits * 1.0001 + 10, `${8 * code.length} bits for ${bits}`);
        },
      ),
    );
  });

  it('can code what is all but impossible', () => {
    const table = frequenciesOf([100, -100, -100]);
    const symbols = [0, 1, 2, 2, 1, 0, 0, 0, 2];
    const encoder = new ArithmeticEncoder();
    for (const symbol of symbols) encoder.encode(table, symbol);
    const decoder = new ArithmeticDecoder(encoder.finish());
    assert.deepEqual(
      symbols.map(() => decoder.decode(table)),
      symbols,
    );
  });
});

function drawn(frequencies: Uint32Array, random: Random): number {
  let left = random.below(totalFrequency);
  return frequencies.findIndex((frequency) => {
    left -= frequency;
    return left < 0;
  });
}
