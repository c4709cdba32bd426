import assert from 'node:assert/strict';
import fc from 'fast-check';
import { movedPoint, nearestPoint, rangeOf, spreadLabels } from '../../../webview/charts/points.ts';

const lines = [
  { x: [0, 10, 20], y: [1, 2, 3] },
  { x: [0, 20], y: [5, Number.NaN] },
];

describe('the points of a chart', () => {
  it('finds the nearest, and none where a line has none', () => {
    const at = (x: number, y: number) => [x, 100 - 10 * y] as const;
    const find = (x: number, y: number) => nearestPoint(lines, x, y, at, (pixel) => pixel);
    assert.deepEqual(find(9, 78), { line: 0, place: 1 });
    assert.deepEqual(find(1, 52), { line: 1, place: 0 });
    assert.deepEqual(find(19, 60), { line: 0, place: 2 });
    assert.equal(
      nearestPoint([], 1, 1, at, (pixel) => pixel),
      null,
    );
  });

  it('walks along a line and to the next at the same place', () => {
    assert.deepEqual(movedPoint(lines, { line: 0, place: 2 }, 'ArrowRight'), { line: 0, place: 2 });
    assert.deepEqual(movedPoint(lines, { line: 0, place: 2 }, 'ArrowDown'), { line: 1, place: 1 });
    assert.deepEqual(movedPoint(lines, { line: 1, place: 1 }, 'ArrowDown'), { line: 1, place: 1 });
    assert.deepEqual(movedPoint(lines, { line: 1, place: 1 }, 'ArrowUp'), { line: 0, place: 2 });
    assert.deepEqual(movedPoint(lines, { line: 0, place: 1 }, 'Home'), { line: 0, place: 0 });
    assert.deepEqual(movedPoint(lines, { line: 0, place: 1 }, 'End'), { line: 0, place: 2 });
    assert.equal(movedPoint(lines, { line: 0, place: 1 }, 'a'), null);
  });

  it('has a range with some room around all that is a number', () => {
    const [least, most] = rangeOf([[1, Number.NaN], [3]]);
    assert.ok(least < 1 && least > 0.8 && most > 3 && most < 3.2);
    assert.equal(rangeOf([[1, 3]], true)[0], 0);
    assert.deepEqual(rangeOf([[Number.NaN]]), [0, 1]);
    const [low, high] = rangeOf([[2, 2]]);
    assert.ok(low < 2 && high > 2);
  });

  it('spreads labels: none touch, none leave, and what has room stays', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -50, max: 350, noNaN: true }), { maxLength: 12 }), (wanted) => {
        const middles = spreadLabels(wanted, 14, 4, 240);
        const sorted = [...middles].sort((one, other) => one - other);
        assert.ok(sorted.every((y) => y >= 4 - 1e-9 && y <= 240 + 1e-9));
        assert.ok(sorted.slice(1).every((y, i) => y - sorted[i] >= 14 - 1e-9));
      }),
    );
    assert.deepEqual(spreadLabels([100, 20, Number.NaN], 14, 0, 240).slice(0, 2), [100, 20]);
  });
});
