import assert from 'node:assert/strict';
import { positionsStart } from '../../../src/protocol/positionsPage.ts';
import { pinnedAfter } from '../../../webview/positions/schemes/pins.ts';
import { isPreset, presetNames, presets } from '../../../webview/positions/schemes/presets.ts';

const nothing = { pinnedPositions: [], pinnedDimension: null };

describe('what is pinned', () => {
  it('is a cell’s position and dimension, the latter as it is numbered', () => {
    const pins = pinnedAfter(nothing, { row: 4, column: 120, isAdded: false }, -100);
    assert.deepEqual(pins, { pinnedPositions: [4], pinnedDimension: 20 });
  });

  it('is a row or a column alone, by its name', () => {
    const pins = pinnedAfter(nothing, { row: null, column: 7, isAdded: false }, 0);
    assert.deepEqual(pins, { pinnedPositions: [], pinnedDimension: 7 });
    assert.deepEqual(pinnedAfter(pins, { row: 3, column: null, isAdded: false }, 0).pinnedDimension, 7);
  });

  it('is added to, let go of, and never more than can be told apart', () => {
    let pins: ReturnType<typeof pinnedAfter> = nothing;
    for (const row of [1, 2, 3, 4, 5, 6, 7]) pins = pinnedAfter(pins, { row, column: null, isAdded: true }, 0);
    assert.deepEqual(pins.pinnedPositions, [2, 3, 4, 5, 6, 7]);
    pins = pinnedAfter(pins, { row: 4, column: null, isAdded: true }, 0);
    assert.deepEqual(pins.pinnedPositions, [2, 3, 5, 6, 7]);
    assert.deepEqual(pinnedAfter(pins, { row: 9, column: null, isAdded: false }, 0).pinnedPositions, [9]);
  });
});

describe('the pictures of others', () => {
  it('are each one’s own, the first of them where the page begins', () => {
    for (const name of presetNames) {
      const shown = { ...positionsStart, ...presets[name] };
      assert.deepEqual(
        presetNames.filter((other) => isPreset(other, shown)),
        [name],
      );
    }
    assert.ok(isPreset('essayPicture', positionsStart));
  });
});
