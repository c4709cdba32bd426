import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { principalPlane } from '../../src/analysis/principalPlane.ts';
import { distance } from '../models/goldenCases.ts';
import { recorded, wavy } from '../positions/recorded.ts';

/** Shares of the variance by decomposing the whole matrix, the largest two. */
function sharesOf(table: readonly number[], width: number): number[] {
  const rows = Matrix.from1DArray(table.length / width, width, [...table]);
  rows.subRowVector(rows.mean('column'));
  const gram = rows.transpose().mmul(rows);
  const values = new EigenvalueDecomposition(gram, { assumeSymmetric: true }).realEigenvalues.sort((a, b) => b - a);
  const total = values.reduce((sum, value) => sum + value, 0);
  return [values[0] / total, (values[1] ?? 0) / total];
}

describe('the plane of principal components', () => {
  it('is that of a singular value decomposition by PyTorch', () => {
    const { rows, width, coordinates, explained } = recorded.plane;
    const table = wavy(3, rows * width, 0, 1).map((value, i) => value + 0.1 * Math.floor(i / width));
    const found = principalPlane(table, width);
    assert.ok(distance(found.explained, explained) < 1e-6);
    // Where an axis points to is a matter of taste.
    const signs = [0, 1].map((axis) => Math.sign(found.plane[axis] * coordinates[axis]));
    const turned = found.plane.map((value, i) => signs[i % 2] * value);
    assert.ok(distance(turned, coordinates) < 1e-6, `${distance(turned, coordinates)}`);
  });

  it('explains as much as the whole decomposition says, also where eigenvalues are equal', () => {
    const value = fc.integer({ min: -3, max: 3 });
    const table = fc
      .tuple(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 1, max: 6 }))
      .chain(([rows, width]) =>
        fc.array(value, { minLength: rows * width, maxLength: rows * width }).map((numbers) => ({ numbers, width })),
      );
    fc.assert(
      fc.property(table, ({ numbers, width }) => {
        fc.pre(numbers.some((number, i) => number !== numbers[i % width]));
        const { plane, explained } = principalPlane(numbers, width);
        const expected = sharesOf(numbers, width);
        assert.ok(distance(explained, expected) < 1e-9, `${explained} instead of ${expected}`);
        for (const axis of [0, 1]) {
          const along = plane.filter((_, i) => i % 2 === axis);
          assert.ok(Math.abs(along.reduce((sum, number) => sum + number, 0)) < 1e-6, 'centred');
          assert.ok(Math.max(...along) >= -Math.min(...along) - 1e-6, 'the farthest row lies where the axis points to');
        }
      }),
    );
    const corners = Array.from({ length: 64 }, (_, i) => (i % 9 === 0 ? 1 : 0));
    assert.ok(distance(principalPlane(corners, 8).explained, [1 / 7, 1 / 7]) < 1e-9);
  });

  it('lies still where rows do not differ, and has one axis where they lie on a line', () => {
    assert.deepEqual(principalPlane(new Float32Array(12).fill(2), 3), {
      plane: new Float64Array(8),
      explained: [0, 0],
    });
    assert.deepEqual(principalPlane([1, 2, 3], 3), { plane: new Float64Array(2), explained: [0, 0] });
    const { plane, explained } = principalPlane([0, 0, 1, 1, 2, 2, 3, 3], 2);
    const along = [1.5, 0.5, -0.5, -1.5].flatMap((place) => [place * Math.SQRT2, 0]);
    assert.ok(distance(plane, along) < 1e-9);
    assert.ok(distance(explained, [1, 0]) < 1e-12);
  });
});
