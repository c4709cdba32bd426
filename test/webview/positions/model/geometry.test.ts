import assert from 'node:assert/strict';
import fc from 'fast-check';
import { kept, nearestRow, planeRanges, rowsBeyond } from '../../../../webview/positions/model/geometry.ts';

describe('the plane of a table', () => {
  it('holds every point, at one scale for both axes', () => {
    const numbers = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(numbers, fc.double({ min: 0.2, max: 5, noNaN: true }), (points, aspect) => {
        const plane = points.flatMap((x, i) => [x, points[points.length - 1 - i]]);
        const [across, down] = planeRanges(plane, aspect);
        const width = (range: readonly [number, number]) => range[1] - range[0];
        assert.ok(Math.abs(width(across) / width(down) - aspect) < 1e-6 * aspect);
        for (let i = 0; i < plane.length; i += 2) {
          assert.ok(across[0] <= plane[i] && plane[i] <= across[1]);
          assert.ok(down[0] <= plane[i + 1] && plane[i + 1] <= down[1]);
        }
      }),
    );
  });

  it('leaves a few out that lie far away, and names them', () => {
    const circle = Array.from({ length: 200 }, (_, i) => [Math.cos(i), Math.sin(i)]).flat();
    const ranges = planeRanges([50, 0, ...circle], 1);
    assert.ok(ranges[0][1] < 2);
    assert.deepEqual(rowsBeyond([50, 0, ...circle], ranges), [0]);
    assert.equal(kept(ranges[0], 50), ranges[0][1]);
    assert.deepEqual(rowsBeyond(circle, planeRanges(circle, 1)), []);
    const few = [50, 0, ...circle.slice(0, 60)];
    assert.deepEqual(rowsBeyond(few, planeRanges(few, 1)), [], 'of few points, each counts');
  });

  it('has room where there is nothing, or one point', () => {
    assert.deepEqual(planeRanges([], 2), [
      [-2, 2],
      [-1, 1],
    ]);
    assert.deepEqual(planeRanges([5, 7], 2), [
      [3, 7],
      [6, 8],
    ]);
  });

  it('finds the row that is pointed at, and none far away', () => {
    const at = (x: number, y: number) => [x, y] as const;
    assert.equal(nearestRow([0, 0, 30, 0, 60, 0], 26, 3, at), 1);
    assert.equal(nearestRow([0, 0, 30, 0], 30, 100, at), null);
  });
});
