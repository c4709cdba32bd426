import assert from 'node:assert/strict';
import { attentionStart, pinned } from '../../../src/protocol/attentionPage.ts';
import type { RunSummary, Thumbnails } from '../../../src/protocol/run.ts';
import { arrived, formatOrder, orderedHeads, parseOrder, unpinned } from '../../../webview/attention/navigation.ts';
import { fakeRun } from '../../ui/attention/fakeRun.ts';
import { fakeTokens } from '../../ui/attention/fakeTokens.ts';

const shape = { layers: 2, heads: 3, keyValueHeads: 1 };
const text = 'the cat saw the cat.';
const { summary: run } = fakeRun('run', text, fakeTokens(text), shape);

const withStatistic = (values: readonly number[]): RunSummary => ({
  ...run,
  statistics: { ...run.statistics, induction: Float32Array.from(values) },
});

const thumbnails = (cells: Readonly<Record<string, number>> = {}): Thumbnails => {
  const size = run.tokens.length;
  const data = new Uint8Array(6 * size * size);
  for (const [place, value] of Object.entries(cells)) data[Number(place)] = value;
  return { runId: 'run', size, length: size, data };
};

describe('the order of the heads', () => {
  const order = (by: 'place' | 'descending' | 'ascending') => ({ statistic: 'induction', by }) as const;
  const sorted = withStatistic([0.5, Number.NaN, 0.25, 0.75, 0.5, 0]);

  it('is that of the layers, or of the statistic, undefined ones last', () => {
    assert.deepEqual(orderedHeads(sorted, order('place'), null), [0, 1, 2, 3, 4, 5]);
    assert.deepEqual(orderedHeads(sorted, order('descending'), null), [3, 0, 4, 2, 5, 1]);
    assert.deepEqual(orderedHeads(sorted, order('ascending'), null), [5, 2, 0, 4, 3, 1]);
  });

  it('leaves out what is under the threshold, and what is undefined', () => {
    assert.deepEqual(orderedHeads(sorted, order('place'), 0.5), [0, 3, 4]);
    assert.deepEqual(orderedHeads(sorted, order('descending'), 0.6), [3]);
    assert.deepEqual(orderedHeads(sorted, { statistic: null, by: 'place' }, 0.6), [0, 1, 2, 3, 4, 5]);
  });

  it('is saved as text, and reads nonsense as the order of the layers', () => {
    for (const saved of ['place:', 'descending:entropy', 'ascending:induction']) {
      assert.equal(formatOrder(parseOrder(saved)), saved);
    }
    assert.deepEqual(parseOrder('sideways:charm'), { by: 'place', statistic: null });
  });
});

describe('pinned heads', () => {
  const two = pinned(pinned(attentionStart, { layer: 0, head: 1 }), { layer: 1, head: 2 });

  it('come to the front, each once', () => {
    assert.deepEqual([two.pinned.length, two.active], [2, 1]);
    const again = pinned(two, { layer: 0, head: 1 });
    assert.deepEqual([again.pinned.length, again.active], [2, 0]);
  });

  it('let their neighbour come forward when they go', () => {
    assert.deepEqual(unpinned(two), { ...two, pinned: [{ layer: 0, head: 1 }], active: 0 });
    assert.deepEqual(unpinned(unpinned(two)).pinned, []);
    assert.equal(unpinned({ ...two, active: 0 }).active, 0);
  });
});

describe('arriving in a run', () => {
  it('begins with the last token, on the head that looks farthest hardest', () => {
    const size = run.tokens.length;
    const last = (head: number, key: number) => head * size * size + (size - 1) * size + key;
    const cells = { [last(1, 0)]: 255, [last(2, size - 1)]: 250, [last(3, size - 2)]: 240, [last(4, 2)]: 90 };
    const navigation = arrived(attentionStart, run, thumbnails(cells), true);
    assert.deepEqual(navigation.pinned, [{ layer: 1, head: 1 }]);
    assert.deepEqual([navigation.query, navigation.key], [size - 1, null]);
  });

  it('keeps the pinned heads that the model has', () => {
    const before = pinned(pinned(attentionStart, { layer: 9, head: 0 }), { layer: 1, head: 2 });
    const navigation = arrived(before, run, thumbnails(), true);
    assert.deepEqual([navigation.pinned, navigation.active], [[{ layer: 1, head: 2 }], 0]);
  });

  it('is exactly where it was after being restored', () => {
    const before = { ...pinned(attentionStart, { layer: 1, head: 0 }), query: 2, key: 1 };
    assert.deepEqual(arrived(before, run, thumbnails(), false), before);
    const nothingPinned = { ...attentionStart, query: null };
    assert.deepEqual(arrived(nothingPinned, run, thumbnails(), false), nothingPinned);
  });

  it('forgets tokens that are no more', () => {
    const navigation = arrived({ ...attentionStart, query: 400, key: 3 }, run, thumbnails(), false);
    assert.deepEqual([navigation.query, navigation.key], [null, 3]);
  });
});
