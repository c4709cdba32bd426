import assert from 'node:assert/strict';
import { sharedRange } from '../../../webview/charts/sparkline.ts';
import { anchorNames, placedAnchors, standsLeft } from '../../../webview/training/anchors.ts';
import { blockColumn, headColumn, lossColumns, lossRange, measuredBy } from '../../../webview/training/series.ts';
import { FakeTraining } from '../../ui/training/fakeTraining.ts';

describe('what the loss chart draws', () => {
  const training = new FakeTraining({ evaluateEvery: 50 });

  for (const axis of ['steps', 'seconds'] as const) {
    it(`has every point and every evaluation once, in the order of ${axis}`, () => {
      const curves = training.curves(997, 400); // points of three steps: not every evaluation falls on one
      const { x, loss, lowest, heldOut } = lossColumns(curves, axis);
      assert.deepEqual(
        x,
        [...new Set(x)].sort((a, b) => a - b),
      );
      const value = <T>(column: readonly T[]) => column.filter((entry) => entry !== null);
      assert.deepEqual(value(loss), [...curves.points.loss]);
      assert.deepEqual(value(lowest), [...curves.points.lowest]);
      assert.deepEqual(value(heldOut), [...curves.evaluations.heldOut]);
      const at = x.indexOf(axis === 'steps' ? 50 : 2.5);
      assert.equal(heldOut[at], curves.evaluations.heldOut[1]);
      assert.equal(loss[at], null, '50 is no multiple of three');
    });
  }

  it('leaves a gap for a loss that is none, and cuts off what shoots up', () => {
    const curves = training.curves(10, 600);
    curves.points.loss[4] = Number.NaN;
    curves.points.loss[5] = 900;
    const columns = lossColumns(curves, 'steps');
    assert.equal(columns.loss[columns.x.indexOf(5)], null);
    const [least, most] = lossRange(columns, [4, 3, 2]);
    assert.ok(least < 2 && least >= 0);
    assert.ok(most >= 6 && most < 6.5, `${most}`);
    assert.deepEqual(lossRange(lossColumns(training.curves(0, 600), 'steps'), []), [0, 1]);
  });

  it('takes one head, one block, and the last number that was measured', () => {
    const values = Float32Array.of(0, 1, 2, 3, 4, Number.NaN);
    assert.deepEqual(headColumn(values, 3, 2), [2, null]);
    assert.deepEqual([...blockColumn(values, 2, 1)], [1, 3, Number.NaN]);
    assert.equal(measuredBy(blockColumn(values, 2, 1), 2), 3);
    assert.equal(measuredBy([Number.NaN], 0), null);
  });
});

describe('the anchors', () => {
  it('have their labels where they hide less of the curves: at the right, unless a run ends behind one', () => {
    const x = Array.from({ length: 101 }, (_, step) => step);
    const heldOut = x.map(() => null);
    const curves = (loss: (step: number) => number) => ({ x, loss: x.map(loss), lowest: [], highest: [], heldOut });
    const falling = curves((step) => 4 - step / 50);
    assert.equal(standsLeft(falling, [2, 2.2], 100), true);
    assert.equal(standsLeft(falling, [3.8, 4], 100), false);
    assert.equal(standsLeft(falling, [3, 3.1], 100), false, 'neither end hides any of it');
    assert.equal(
      standsLeft(
        curves((step) => 4 - step / 50),
        [2, 2.2],
        250,
      ),
      false,
      'the axis is longer than the run',
    );
    assert.equal(
      standsLeft({ ...curves(() => 4), heldOut: x.map(() => 2.1) }, [2, 2.2], 100),
      false,
      'both ends alike',
    );
  });

  it('stand at their values, and their labels apart from each other', () => {
    const range = [2, 4.2] as const;
    const apart = placedAnchors({ uniform: 4, unigram: 3, bigram: 2.5 }, range, 220, 16);
    assert.deepEqual(
      apart.map(({ name }) => name),
      anchorNames,
    );
    assert.deepEqual(
      apart.map(({ line }) => Math.round(line)),
      [20, 120, 170],
    );
    assert.deepEqual(
      apart.map(({ label }) => Math.round(label)),
      [4, 104, 154],
    );
    const crowded = placedAnchors({ uniform: 2.06, unigram: 2.04, bigram: 2.02 }, range, 220, 16);
    const labels = crowded.map(({ label }) => label);
    assert.ok(labels[1] - labels[0] >= 16 && labels[2] - labels[1] >= 16, `${labels}`);
    assert.ok(labels[2] <= 220 - 16);
    assert.deepEqual(
      placedAnchors({ uniform: 9, unigram: 3, bigram: 1 }, range, 220, 16).map(({ name }) => name),
      ['unigram'],
    );
  });
});

describe('sparklines', () => {
  it('share a range that holds their positive numbers and the guide', () => {
    assert.deepEqual(sharedRange([[0, 0.5, Number.NaN], [2]], 1e-3), [1e-3, 2]);
    assert.deepEqual(sharedRange([[0], [Number.NaN]]), [0.1, 1]);
    const [least, most] = sharedRange([[3, 3]]);
    assert.ok(least < 3 && most > 3);
  });
});
