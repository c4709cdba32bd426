import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bestAngle, largestError, pairPoints, turnedPoint } from '../../src/positions/rotation.ts';
import { tableOf } from '../../src/positions/scheme.ts';
import { schemes } from '../../src/positions/schemes.ts';
import { pairFrequency } from '../../src/positions/sinusoid.ts';

const pointsOf = (scheme: 'sinusoid' | 'pureSine' | 'index', positions: number, width: number, pair: number) => {
  const formula = schemes[scheme].table;
  assert.ok(typeof formula === 'function');
  return pairPoints(tableOf(formula, positions, width), width, [2 * pair, 2 * pair + 1]);
};

describe('going on by some positions as a rotation', () => {
  it('is one for every pair of sine and cosine, by the angle of the paper', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 64 }),
        fc.integer({ min: 0, max: 31 }),
        fc.integer({ min: 0, max: 20 }),
        (width, pair, shift) => {
          fc.pre(pair < Math.floor(width / 2));
          const points = pointsOf('sinusoid', 40, width, pair);
          // (sin a, cos a) goes clockwise.
          assert.ok(largestError(points, shift, -shift * pairFrequency(pair, width)) < 1e-12);
          assert.ok(largestError(points, shift, bestAngle(points, shift)) < 1e-12);
        },
      ),
    );
  });

  it('is none where both numbers are the same sine, nor where they only grow', () => {
    for (const scheme of ['pureSine', 'index'] as const) {
      const points = pointsOf(scheme, 40, 8, 0);
      assert.ok(largestError(points, 1, bestAngle(points, 1)) > 0.5, scheme);
    }
  });

  it('is found for any points that were turned', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true })), {
          minLength: 1,
          maxLength: 8,
        }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        (starts, angle) => {
          fc.pre(starts.some(([x, y]) => Math.hypot(x, y) > 0.1));
          // Each point is followed, as many positions on as there are points, by itself turned.
          const points = Float64Array.from([...starts, ...starts.map(([x, y]) => turnedPoint(x, y, angle))].flat());
          assert.ok(Math.abs(bestAngle(points, starts.length) - angle) < 1e-9);
        },
      ),
    );
  });

  it('is unknown where no two positions are so far apart', () => {
    assert.ok(Number.isNaN(largestError(pointsOf('sinusoid', 3, 4, 0), 3, 0)));
  });
});
