import assert from 'node:assert/strict';
import fc from 'fast-check';
import { drawMany } from '../../../src/analysis/drawing.ts';
import { rank } from '../../../src/analysis/ranking.ts';
import { distribute } from '../../../src/analysis/sampling.ts';
import { plainSampling } from '../../../src/analysis/samplingSettings.ts';
import type { SamplingSettings } from '../../../src/protocol/reading.ts';
import { filterEnd } from '../../../webview/nextToken/filterEnd.ts';
import { moreRows } from '../../../webview/nextToken/navigation.ts';
import { restOf, shownRanks, stepsOf, timesDrawn } from '../../../webview/nextToken/rankedRows.ts';

describe('rows of the ranked list', () => {
  it('are the first, and the token that follows however far down', () => {
    assert.deepEqual(shownRanks(3, 10, null), [0, 1, 2]);
    assert.deepEqual(shownRanks(3, 10, 2), [0, 1, 2]);
    assert.deepEqual(shownRanks(3, 10, 8), [0, 1, 2, 8]);
    assert.deepEqual(shownRanks(20, 2, null), [0, 1]);
  });

  it('leave the rest, which is all that they do not show', () => {
    const numbers = fc.array(fc.nat(100), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 50 }), fc.nat(), (all, count, pick) => {
        const ranks = shownRanks(count, all.length, pick % (all.length + 1) === all.length ? null : pick % all.length);
        const shown = ranks.reduce((sum, place) => sum + all[place], 0);
        assert.equal(
          shown + restOf(all, ranks),
          all.reduce((a, b) => a + b),
        );
      }),
    );
  });

  it('grow by steps to the whole vocabulary', () => {
    assert.equal(moreRows(10, 4096), 20);
    assert.equal(moreRows(500, 4096), null);
    assert.equal(moreRows(20, 12), null);
  });

  it('were never drawn where they were dropped', () => {
    const settings = { ...plainSampling, topK: 2 };
    const drawn = drawMany(distribute(rank(Float32Array.from([4, 3, 2, 1])), settings), 1, 50);
    const times = [0, 1, 2, 3].map((place) => timesDrawn(drawn, place));
    assert.equal(times[0] + times[1], 50);
    assert.deepEqual(times.slice(2), [0, 0]);
  });

  it('have columns in the order of the steps', () => {
    assert.deepEqual(stepsOf('huggingface'), ['model', 'tempered', 'filtered']);
    assert.deepEqual(stepsOf('llamacpp'), ['model', 'filtered', 'tempered']);
  });
});

describe('the end of what is kept', () => {
  const logits = Float32Array.from([4, 3, 2, 1, 0, -1]);
  const endOf = (settings: Partial<SamplingSettings>) => {
    const all = { ...plainSampling, ...settings };
    return filterEnd(distribute(rank(logits), all), all);
  };

  it('is told by the filter that dropped the first token', () => {
    assert.equal(endOf({}), null);
    assert.equal(endOf({ topK: 2 }), 'topK');
    assert.equal(endOf({ topP: 0.8 }), 'topP');
    assert.equal(endOf({ minP: 0.2 }), 'minP');
    assert.equal(endOf({ topK: 5, topP: 0.8 }), 'topP');
    assert.equal(endOf({ topK: 1, topP: 0.99, minP: 0.01 }), 'topK');
    assert.equal(endOf({ topK: 4, topP: 0.99, minP: 0.3 }), 'minP');
    assert.equal(endOf({ temperature: 0 }), 'greedy');
    assert.equal(endOf({ temperature: 0, order: 'llamacpp', topK: 3 }), 'topK');
    assert.equal(endOf({ topK: 6 }), null);
  });
});
