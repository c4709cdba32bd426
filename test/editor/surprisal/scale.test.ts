import assert from 'node:assert/strict';
import { outlineOf, stepBits, stepOf, stepProbabilities, stepStarts } from '../../../src/editor/surprisal/scale.ts';

describe('the scale of surprisal', () => {
  for (const [bits, step] of [
    // A certainty that was computed may be a hair less than 0.
    [-1e-7, 1],
    [0, 1],
    [0.999, 1],
    [1, 2],
    [2, 3],
    [3.999, 3],
    [4, 4],
    [13.9, 7],
    [14, 8],
    [40, 8],
  ] as const) {
    it(`has ${bits} bits in step ${step}`, () => assert.equal(stepOf(bits), step));
  }

  it('names its steps by bits and by probability', () => {
    assert.equal(stepStarts.length, 8);
    assert.deepEqual([1, 3, 8].map(stepBits), ['0–1', '2–4', '≥ 14']);
    assert.deepEqual([1, 3, 8].map(stepProbabilities), ['1/2–1', '1/16–1/4', '≤ 1/16,384']);
  });

  it('can be told by outlines too', () => {
    assert.deepEqual(
      stepStarts.map((_, index) => outlineOf(index + 1)),
      ['none', 'none', 'dotted', 'dotted', 'dotted', 'solid', 'solid', 'solid'],
    );
  });
});
