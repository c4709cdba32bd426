import assert from 'node:assert/strict';
import { headQuantity } from '../../../src/analysis/cell.ts';
import { tokenTexts } from '../../../src/analysis/tokenText.ts';
import type { Quantity } from '../../../src/protocol/run.ts';
import { headView, scaleOf, tokenWeights, unitsOf } from '../../../webview/attention/headView.ts';
import { ranksOf, readCell, rowEntropy, strongestKeys } from '../../../webview/attention/reading.ts';
import { fakeRun } from '../../ui/attention/fakeRun.ts';
import { fakeTokens } from '../../ui/attention/fakeTokens.ts';

const text = 'the mathematics of 圳, the mathematics';
const tokens = fakeTokens(text);
const run = fakeRun('run', text, tokens, { layers: 1, heads: 6, keyValueHeads: 2 });
const texts = tokenTexts(tokens, text);
const length = tokens.length;

function viewOf(quantity: Quantity, hideFirst = false, mergeWords = false, head = 3) {
  const data = headQuantity(run.layers[0], head, quantity, run.norms[0]);
  const slice = { runId: 'run', layer: 0, head, quantity, length, data };
  return headView(slice, unitsOf(run.summary, texts, mergeWords), { hideFirst, mergeWords });
}

const rowSum = ({ data, length: side }: { data: Float32Array; length: number }, row: number) =>
  data.subarray(row * side, (row + 1) * side).reduce((sum, value) => sum + value, 0);

describe('a head as it is drawn', () => {
  it('is the run itself where nothing is altered', () => {
    const view = viewOf('pattern');
    assert.equal(view.isAltered, false);
    assert.deepEqual(view.data, headQuantity(run.layers[0], 3, 'pattern'));
  });

  it('sums to 1 in every row, without its first token and between words too', () => {
    for (const [hideFirst, mergeWords] of [
      [false, true],
      [true, false],
      [true, true],
    ] as const) {
      const view = viewOf('pattern', hideFirst, mergeWords);
      assert.ok(view.isAltered);
      for (let row = 2; row < view.length; row += 1) assert.ok(Math.abs(rowSum(view, row) - 1) < 1e-5, `row ${row}`);
    }
  });

  it('names words by their whole text, characters that were split included', () => {
    const units = unitsOf(run.summary, texts, true);
    assert.ok(units.labels.includes('·mathematics'), units.labels.join('|'));
    assert.ok(units.labels.some((label) => label.includes('圳') && !label.includes(':')));
    assert.equal(units.unitOf.length, length);
    assert.ok(units.words.length < length);
  });

  it('gives each token of a word the weight of the word', () => {
    const view = viewOf('pattern', false, true);
    const query = length - 1;
    const weights = tokenWeights(view, query);
    assert.equal(weights.length, length);
    const { unitOf } = view.units;
    weights.forEach((weight, token) => {
      assert.equal(weight, view.data[unitOf[query] * view.length + unitOf[token]]);
    });
  });

  it('colours weights against 1 and other values against the largest that is drawn', () => {
    assert.deepEqual(scaleOf(viewOf('pattern'), false), { kind: 'linear', limit: 1 });
    assert.deepEqual(scaleOf(viewOf('pattern'), true), { kind: 'logarithmic', limit: 1 });
    const raw = viewOf('raw');
    let largest = 0;
    for (let q = 0; q < length; q += 1) {
      for (let k = 0; k <= q; k += 1) largest = Math.max(largest, Math.abs(raw.data[q * length + k]));
    }
    assert.deepEqual(scaleOf(raw, true), { kind: 'diverging', limit: largest });
    const { kind, limit } = scaleOf(viewOf('scores'), false);
    assert.equal(kind, 'diverging');
    assert.ok(Number.isFinite(limit) && limit > 0, 'what is masked is no limit');
    assert.equal(scaleOf(viewOf('contribution'), false).kind, 'linear');
  });
});

describe('what is read of a head', () => {
  const view = { ...viewOf('pattern'), length: 3, data: Float32Array.of(1, 0, 0, 0.25, 0.75, 0, 0.25, 0.25, 0.5) };

  it('is the weight, and its rank among the tokens that may be looked at', () => {
    assert.deepEqual(readCell(view, 1, 0), { weight: 0.25, rank: 2, count: 2 });
    assert.deepEqual(readCell(view, 2, 1), { weight: 0.25, rank: 2, count: 3 }, 'equals share the better rank');
    for (const query of [0, 1, 2]) {
      const ranks = Array.from({ length: query + 1 }, (_, key) => readCell(view, query, key).rank);
      assert.deepEqual(ranksOf(view, query), ranks);
    }
  });

  it("is a row's entropy in bits", () => {
    assert.equal(rowEntropy(view, 0), 0);
    assert.equal(rowEntropy(view, 2), 1.5);
    assert.ok(Object.is(rowEntropy(view, 0), 0), 'no −0');
  });

  it('is what a row looks at most, nothing twice and nothing of weight 0', () => {
    assert.deepEqual(strongestKeys(view, 2, 3), [2, 0, 1]);
    assert.deepEqual(strongestKeys(view, 0, 3), [0]);
  });
});
