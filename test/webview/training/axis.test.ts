import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Curves } from '../../../src/protocol/training.ts';
import {
  axisOf,
  firstFrom,
  indexOfMoment,
  nearestIndex,
  nextEvaluation,
  pointOf,
} from '../../../webview/training/axis.ts';
import { scrubbed } from '../../../webview/training/scrubbed.ts';
import { FakeTraining } from '../../ui/training/fakeTraining.ts';

const rising = fc
  .uniqueArray(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 40 })
  .map((values) => values.sort((a, b) => a - b));

describe('places on the axis', () => {
  it('finds the nearest of rising values', () => {
    fc.assert(
      fc.property(rising, fc.double({ min: -100, max: 11_000, noNaN: true }), (values, wanted) => {
        const distances = values.map((value) => Math.abs(value - wanted));
        const found = nearestIndex(values, wanted)!;
        assert.equal(distances[found], Math.min(...distances));
      }),
    );
    assert.equal(nearestIndex([], 3), null);
  });

  it('finds the first value that is not less', () => {
    fc.assert(
      fc.property(rising, fc.integer({ min: -1, max: 10_001 }), (values, wanted) => {
        const expected = values.findIndex((value) => value >= wanted);
        assert.equal(firstFrom(values, wanted), expected < 0 ? values.length : expected);
      }),
    );
  });

  it('keeps the axis still while training goes on, with room for the first evaluation', () => {
    const training = new FakeTraining({ steps: 2000, evaluateEvery: 200 });
    const end = (step: number, isOver = false) =>
      axisOf('steps', training.curves(step, 600), { steps: 2000, evaluateEvery: 200, isOver }).end;
    assert.deepEqual(
      [0, 3, 199, 250, 251, 500, 501, 1000, 1001, 2000].map((step) => end(step)),
      [250, 250, 250, 250, 500, 500, 1000, 1000, 2000, 2000],
    );
    assert.equal(end(1230, true), 1230, 'what is over ends where it ended');
    // 0.05 seconds a step
    const seconds = (step: number) =>
      axisOf('seconds', training.curves(step, 600), { steps: 2000, evaluateEvery: 200, isOver: false }).end;
    assert.deepEqual([10, 300, 301, 600, 601].map(seconds), [15, 15, 30, 30, 60]);
  });

  it('finds the evaluation of a moment, and the point that holds its step', () => {
    const curves = new FakeTraining().curves(1230, 600);
    assert.deepEqual(
      [null, 200, 800, 850, 5000].map((step) => indexOfMoment(curves.evaluations, step)),
      [6, 1, 4, 4, 6],
    );
    // 1,230 steps in groups of three: the step 800 is the second of the 267th.
    assert.equal(pointOf(curves, 800), 266);
    assert.equal(curves.points.step[266], 801);
    assert.equal(pointOf(curves, 99_999), curves.points.step.length - 1);
    assert.equal(indexOfMoment(nothing.evaluations, null), null);
    assert.equal(pointOf(nothing, 10), null);
  });

  it('knows when something is evaluated next: before the first step, and then every so often', () => {
    assert.deepEqual(
      [0, 1, 199, 200, 201].map((step) => nextEvaluation(step, 200)),
      [0, 200, 200, 400, 400],
    );
  });

  it('moves the scrubber by keys, and no further than there are evaluations', () => {
    const led = (key: string) => scrubbed(3, 30, key);
    assert.deepEqual(['ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End', 'Enter'].map(led), [
      2,
      4,
      6,
      0,
      0,
      29,
      null,
    ]);
  });
});

const nothing: Curves = new FakeTraining().curves(0, 600);
