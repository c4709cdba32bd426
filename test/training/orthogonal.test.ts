import assert from 'node:assert/strict';
import { Random } from '../../src/random.ts';
import { orthogonalize } from '../../src/training/orthogonal.ts';

describe('orthogonalize', () => {
  it('leaves rows of length 1 at right angles to each other, of which the first points where it did', () => {
    const size = 60;
    const random = new Random(4);
    const drawn = Float32Array.from({ length: size * size }, () => random.normal());
    const made = drawn.slice();
    orthogonalize(made, size);
    const product = (a: Float32Array, i: number, b: Float32Array, j: number) =>
      a.subarray(i * size, (i + 1) * size).reduce((sum, value, k) => sum + value * b[j * size + k], 0);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++)
        assert.ok(Math.abs(product(made, i, made, j) - Number(i === j)) < 1e-6, `${i}, ${j}`);
    }
    assert.ok(Math.abs(product(made, 0, drawn, 0) - Math.sqrt(product(drawn, 0, drawn, 0))) < 1e-5);
  });
});
