import assert from 'node:assert/strict';
import { cumulativeCurve } from '../../../src/analysis/cumulative.ts';
import { rank } from '../../../src/analysis/ranking.ts';
import { distribute } from '../../../src/analysis/sampling.ts';
import { plainSampling } from '../../../src/analysis/samplingSettings.ts';
import {
  areaOf,
  curveFrame,
  lineOf,
  markOf,
  rankAt,
  ticksOf,
  xOf,
  yOf,
} from '../../../webview/nextToken/cumulativeDrawing.ts';

const logits = Float32Array.from({ length: 1000 }, (_, id) => Math.sin(id) * 4);

describe('the cumulative curve', () => {
  const frame = curveFrame(300, 150, 1000);

  it('has a logarithmic axis of ranks, there and back', () => {
    assert.equal(xOf(frame, 1), frame.left);
    assert.equal(xOf(frame, 1000), frame.right);
    assert.ok(Math.abs(xOf(frame, 100) - (frame.left + ((frame.right - frame.left) * 2) / 3)) < 1e-9);
    for (const count of [1, 7, 90, 1000]) assert.equal(rankAt(frame, xOf(frame, count)), count);
    assert.equal(rankAt(frame, -50), 1);
    assert.equal(rankAt(frame, 5000), 1000);
    assert.deepEqual(ticksOf(1000), [1, 10, 100, 1000]);
    assert.deepEqual(ticksOf(50_257), [1, 10, 100, 1000, 10_000]);
  });

  it('marks where top-p ends, and nine tenths where it is off', () => {
    const ranked = rank(logits);
    const marked = (topP: number) => markOf(distribute(ranked, { ...plainSampling, topP }), topP);
    for (const [topP, level] of [
      [0.5, 0.5],
      [1, 0.9],
    ]) {
      const { count, level: reached } = marked(topP);
      assert.ok(Math.abs(reached - level) < 1e-12);
      const sum = ranked.probabilities.subarray(0, count).reduce((a, b) => a + b);
      assert.ok(sum >= level && sum - ranked.probabilities[count - 1] < level);
    }
  });

  it('fills what is kept, from the foot to its end', () => {
    const { cumulative } = distribute(rank(logits), plainSampling);
    const curve = cumulativeCurve(cumulative);
    const place = (count: number, mass: number) => `${xOf(frame, count).toFixed(1)} ${yOf(frame, mass).toFixed(1)}`;
    const area = areaOf(frame, curve, 10, cumulative[9]);
    assert.ok(area.startsWith(`M${place(1, 0)}L${place(1, cumulative[0])}L`));
    assert.ok(area.endsWith(`L${place(10, cumulative[9])}L${place(10, 0)}Z`));
    assert.ok(lineOf(frame, curve).endsWith(`L${place(1000, 1)}`));
  });
});
