import assert from 'node:assert/strict';
import { headAt, placeOfLargest } from '../../../../webview/parts/heads.ts';
import { extentOf, rowOf, spansOf } from '../../../../webview/positions/model/heads.ts';

describe('the heads of a model', () => {
  it('are found by their place', () => {
    assert.deepEqual(headAt(5, 4), { layer: 1, head: 1 });
    assert.equal(placeOfLargest([1, 3, 3, 2]), 1);
    assert.equal(placeOfLargest([]), 0);
    assert.deepEqual([...rowOf(Float32Array.of(1, 2, 3, 4, 5, 6), 2, 1)], [4, 5, 6]);
  });

  it('change by the span of their scores, those with the content held where there are such', () => {
    const measured = Float32Array.of(1, 5, Number.NaN, 2, 2, 2);
    assert.deepEqual([...spansOf({ measured, distances: 3 }, 2)], [4, 0]);
    const contentHeld = Float32Array.of(1, 1.5, 0, 3);
    assert.deepEqual([...spansOf({ measured, contentHeld, distances: 3 }, 2)], [0.5, 3]);
    assert.deepEqual(extentOf([Number.NaN, 2, -1]), [-1, 2]);
    assert.ok(extentOf([Number.NaN]).every(Number.isNaN));
  });
});
