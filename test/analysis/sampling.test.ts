import assert from 'node:assert/strict';
import { draw, probabilities } from '../../src/analysis/sampling.ts';
import { Random } from '../../src/random.ts';

const close = (actual: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);

describe('probabilities', () => {
  it('agrees with the softmax of four logits worked out by hand', () => {
    const known = probabilities(Float32Array.of(11, 22, 44, 55), 1);
    close(known[3], 0.999983, 1e-6);
    close(probabilities(Float32Array.of(11, 22, 44, 55), 10.86)[3], 0.7, 5e-3);
  });

  it('does not overflow, and becomes the maximum as the temperature falls', () => {
    assert.deepEqual([...probabilities(Float32Array.of(1e4, 1e4 + 50, -1e4), 0.01)], [0, 1, 0]);
  });

  it('sums to 1', () => {
    const random = new Random(1);
    const logits = Float32Array.from({ length: 50_000 }, () => 10 * random.normal());
    close(
      probabilities(logits, 0.7).reduce((sum, p) => sum + p, 0),
      1,
      1e-9,
    );
  });
});

describe('draw', () => {
  it('draws each index as often as its probability says', () => {
    const distribution = Float64Array.of(0.5, 0, 0.3, 0.2);
    const random = new Random(3);
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 20_000; i++) counts[draw(distribution, random)]++;
    distribution.forEach((p, index) => {
      close(counts[index] / 20_000, p, 0.015);
    });
    assert.equal(counts[1], 0);
  });

  it('never answers an index that cannot occur, even when rounding leaves a rest', () => {
    const almost = { uniform: () => 1 - 2 ** -33 } as Random;
    assert.equal(draw(Float64Array.of(0.3, 0.6999999, 0), almost), 1);
  });
});
