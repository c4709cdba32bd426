import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TokenSummary } from '../../../src/protocol/run.ts';
import { carriedOver, columnAt, counterpart, rowAt } from '../../../webview/translate/linking.ts';

const token = (start: number, end: number): TokenSummary => ({
  ...{ id: 0, spelling: '', bytes: [], start, end },
  kind: start === end ? 'added' : 'text',
});
/** A text of twelve characters cut anywhere, with the end token behind it. */
const cut = fc.uniqueArray(fc.integer({ min: 1, max: 11 }), { maxLength: 8 }).map((places) => {
  const edges = [0, ...places.sort((one, other) => one - other), 12];
  return [...edges.slice(1).map((end, i) => token(edges[i], end)), token(12, 12)];
});

describe('linking two tokenizers of one text', () => {
  it('shares a weight out by the characters', () => {
    const from = [token(0, 2), token(2, 3), token(3, 3)];
    const to = [token(0, 1), token(1, 3), token(3, 3)];
    assert.deepEqual([...carriedOver([0.5, 0.25, 0.25], from, to)], [0.25, 0.5, 0.25]);
    assert.deepEqual([...carriedOver([0.5, 0.25, 0.25], from, to.slice(0, 2))], [0.25, 0.5], 'the end is left out');
  });

  it('keeps all weight where both cover the text, and changes nothing between equal ones', () => {
    fc.assert(
      fc.property(cut, cut, (from, to) => {
        const weights = Float32Array.from(from, (_, i) => i + 1);
        const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0);
        assert.ok(Math.abs(sum(carriedOver(weights, from, to)) - sum(weights)) < 1e-3);
        assert.deepEqual(carriedOver(weights, from, from), weights);
      }),
    );
  });

  it('finds the token that shares most', () => {
    const others = [token(0, 1), token(1, 4), token(4, 4)];
    assert.equal(counterpart(token(0, 3), others), 1);
    assert.equal(counterpart(token(4, 4), others), 2);
    assert.equal(counterpart(token(7, 9), others), null);
  });

  it('takes rows and columns', () => {
    const data = Float32Array.of(1, 2, 3, 4, 5, 6);
    assert.deepEqual([...rowAt(data, 3, 1)], [4, 5, 6]);
    assert.deepEqual([...columnAt(data, 3, 1)], [2, 5]);
  });
});
