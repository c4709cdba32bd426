import assert from 'node:assert/strict';
import { Random } from '../src/random.ts';

describe('Random', () => {
  it('repeats from its seed and goes on from its state', () => {
    const [a, b] = [new Random(5), new Random(5)];
    const numbers = Array.from({ length: 10 }, () => a.uniform());
    assert.deepEqual(
      numbers,
      Array.from({ length: 10 }, () => b.uniform()),
    );
    const continued = new Random(99);
    continued.state = a.state;
    assert.equal(continued.bits(), a.bits());
    assert.notEqual(new Random(6).uniform(), numbers[0]);
  });

  it('is xoshiro128**', () => {
    // The test vector that other implementations of the generator share.
    const random = new Random(0);
    random.state = [1, 2, 3, 4];
    assert.deepEqual(
      Array.from({ length: 4 }, () => random.bits()),
      [11520, 0, 5927040, 70819200],
    );
  });

  it('is uniform and normal', () => {
    const random = new Random(1);
    const count = 20000;
    const moments = (draw: () => number) => {
      const numbers = Array.from({ length: count }, draw);
      const mean = numbers.reduce((sum, x) => sum + x, 0) / count;
      return [mean, numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / count];
    };
    const [uniformMean, uniformVariance] = moments(() => random.uniform());
    assert.ok(Math.abs(uniformMean - 0.5) < 0.01 && Math.abs(uniformVariance - 1 / 12) < 0.005);
    const [normalMean, normalVariance] = moments(() => random.normal());
    assert.ok(Math.abs(normalMean) < 0.03 && Math.abs(normalVariance - 1) < 0.05);
  });

  it('shuffles without losing anything, and leaves the original', () => {
    const items = Array.from({ length: 50 }, (_, i) => i);
    const order = new Random(2).shuffled(items);
    assert.notDeepEqual(order, items);
    assert.deepEqual(
      order.toSorted((a, b) => a - b),
      items,
    );
  });
});
