import assert from 'node:assert/strict';
import { lossByPosition } from '../../../src/training/race/lossByPosition.ts';

describe('lossByPosition', () => {
  it('takes means over bins that hold trained positions or others, never both', () => {
    // Six positions were trained: bins of two; the last bin within and the last beyond are what is left.
    assert.deepEqual(lossByPosition([1, 3, 2, 2, 5, 7, 10, 20, 30], 6), {
      from: [0, 2, 4, 6, 8],
      to: [2, 4, 6, 8, 9],
      loss: [2, 2, 6, 15, 30],
      within: 20 / 6,
      beyond: 20,
    });
    const { from, to, loss } = lossByPosition([4, 2, 3, 9, 1, 1, 2], 5);
    assert.deepEqual(
      [from, to, loss],
      [
        [0, 2, 4, 5],
        [2, 4, 5, 7],
        [3, 6, 1, 1.5],
      ],
    );
  });
});
