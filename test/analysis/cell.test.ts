import assert from 'node:assert/strict';
import { cellArithmetic, headQuantity } from '../../src/analysis/cell.ts';
import type { AttentionActivations } from '../../src/models/loaded/loadedModel.ts';

/** Two heads that share one key-value head, two tokens, two numbers a head; worked out by hand. */
const softmax = Math.exp(1) / (Math.exp(1) + Math.exp(2));
const layer: AttentionActivations = {
  q: { data: Float32Array.of(0, 0, 0, 0, 1, 0, 2, 4), shape: [2, 2, 2] },
  k: { data: Float32Array.of(1, 0, 0, 1), shape: [1, 2, 2] },
  v: { data: Float32Array.of(10, 20, 30, 40), shape: [1, 2, 2] },
  pattern: Float32Array.of(1, 0, 0.5, 0.5, 1, 0, softmax, 1 - softmax),
  scale: 0.5,
};

describe('the arithmetic of one cell', () => {
  it('has every step of the second head', () => {
    const cell = cellArithmetic(layer, 1, 1, 0);
    assert.deepEqual([...cell.q], [2, 4]);
    assert.deepEqual([...cell.k], [1, 0]);
    assert.deepEqual([...cell.raw], [2, 4]);
    assert.deepEqual([...cell.scores], [1, 2]);
    assert.deepEqual([...cell.weights], [...Float32Array.of(softmax, 1 - softmax)]);
    assert.deepEqual([...cell.values], [10, 20, 30, 40]);
    assert.ok(Math.abs(cell.z[0] - (softmax * 10 + (1 - softmax) * 30)) < 1e-5);
    assert.equal(cell.q.buffer.byteLength, 8, 'a copy of its own, not a view of the layer');
  });

  it('masks what comes after the query, and has only the values up to it', () => {
    const cell = cellArithmetic(layer, 1, 0, 0);
    assert.deepEqual([...cell.scores], [0.5, Number.NEGATIVE_INFINITY]);
    assert.deepEqual([...cell.values], [10, 20]);
    assert.deepEqual([...cell.z], [10, 20]);
  });

  it('gives each quantity of a head', () => {
    assert.deepEqual([...headQuantity(layer, 1, 'raw')], [1, 0, 2, 4]);
    assert.deepEqual([...headQuantity(layer, 1, 'scores')], [0.5, Number.NEGATIVE_INFINITY, 1, 2]);
    assert.deepEqual([...headQuantity(layer, 0, 'pattern')], [1, 0, 0.5, 0.5]);
    assert.deepEqual([...headQuantity(layer, 0, 'contribution', Float32Array.of(3, 5, 7, 9))], [3, 0, 1.5, 2.5]);
  });
});
