import assert from 'node:assert/strict';
import { scalingDraws } from '../../../src/road/attention/scaling.ts';
import { identity, type Rows, selfAttention, softmaxOf } from '../../../src/road/attention/selfAttention.ts';

/** 我, 爱, 你. */
const vectors = [
  [1, 2],
  [1.2, 2.1],
  [0.5, 0.6],
];
const plain = {
  vectors,
  positions: true,
  query: identity(2),
  key: identity(2),
  value: identity(2),
  scaled: true,
  masked: false,
};

function near(actual: Rows, expected: Rows, tolerance = 5e-5): void {
  expected.forEach((row, i) => {
    row.forEach((number, j) => {
      assert.ok(Math.abs(actual[i][j] - number) <= tolerance, `row ${i}, column ${j}: ${actual[i][j]}, not ${number}`);
    });
  });
}

describe('self-attention by hand', () => {
  it('gives the numbers of the three vectors with W = I and the sinusoid', () => {
    const { z, weights } = selfAttention(plain);
    near(z, [
      [1, 3],
      [2.0415, 2.6403],
      [1.4093, 0.1839],
    ]);
    near([weights[1]], [[0.3024, 0.6948, 0.0028]]);
  });

  it('weighs values by what it computed', () => {
    const value = [
      [0, 1],
      [2, 0],
    ];
    const { weights, v, z, output } = selfAttention({ ...plain, value });
    near(
      v,
      z.map(([a, b]) => [2 * b, a]),
      1e-12,
    );
    const mixed = weights.map((row) => [0, 1].map((i) => row.reduce((sum, weight, s) => sum + weight * v[s][i], 0)));
    near(output, mixed, 1e-12);
  });

  it('takes shares of as many scores as the largest vocabularies have', () => {
    const shares = softmaxOf(Array.from({ length: 300_000 }, (_, i) => (i === 7 ? Math.log(300_001) : 0)));
    near([[shares[7], shares[8]]], [[300_001 / 600_000, 1 / 600_000]], 1e-10);
  });

  it('looks only back where it is masked', () => {
    const { weights, output, z } = selfAttention({ ...plain, masked: true });
    assert.deepEqual(weights[0], [1, 0, 0]);
    assert.equal(weights[1][2], 0);
    near([output[0]], [z[0]], 1e-12);
  });

  it('leaves out positions and the scale where told to', () => {
    const { z, products, scores } = selfAttention({ ...plain, positions: false, scaled: false });
    assert.deepEqual(z, vectors);
    assert.deepEqual(scores, products);
    // [1.2, 2.1]·[1, 2]
    near([[products[1][0]]], [[5.4]], 1e-12);
  });
});

describe('the scale of scores', () => {
  const draws = scalingDraws(16, 64, 400, 1);
  const mean = (of: (draw: (typeof draws)[number]) => number) =>
    draws.reduce((sum, draw) => sum + of(draw), 0) / draws.length;

  it('is the deviation of q·k: its variance is the number of dimensions', () => {
    const variance = mean((draw) => draw.variance);
    assert.ok(Math.abs(variance / 64 - 1) < 0.1, `${variance}`);
  });

  it('keeps the softmax from giving all to one key', () => {
    assert.ok(mean((draw) => draw.plain) > 0.8, `${mean((draw) => draw.plain)}`);
    assert.ok(mean((draw) => draw.scaled) < 0.35, `${mean((draw) => draw.scaled)}`);
    assert.deepEqual(scalingDraws(16, 64, 3, 1), draws.slice(0, 3));
  });
});
