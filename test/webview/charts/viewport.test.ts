import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  cellAt,
  fitted,
  isWhole,
  panned,
  resized,
  showing,
  type Viewport,
  visibleRange,
  zoomed,
} from '../../../webview/charts/viewport.ts';

const side = fc.integer({ min: 100, max: 900 });
const length = fc.integer({ min: 1, max: 1024 });
const moves = fc.array(
  fc.oneof(
    fc.record({ factor: fc.double({ min: 0.2, max: 5, noNaN: true }), x: fc.nat(900), y: fc.nat(900) }),
    fc.record({ dx: fc.integer({ min: -2000, max: 2000 }), dy: fc.integer({ min: -2000, max: 2000 }) }),
  ),
  { maxLength: 8 },
);
const moved = fc
  .tuple(length, length, side, moves)
  .map(([rows, columns, pixels, steps]) =>
    steps.reduce<Viewport>(
      (viewport, step) =>
        'factor' in step
          ? zoomed(viewport, step.factor, Math.min(step.x, pixels), Math.min(step.y, pixels))
          : panned(viewport, step.dx, step.dy),
      fitted(rows, pixels, columns),
    ),
  );

describe('the viewport of a matrix', () => {
  it('shows the whole matrix at first, however many cells', () => {
    fc.assert(
      fc.property(length, length, side, (rows, columns, pixels) => {
        const viewport = fitted(rows, pixels, columns);
        assert.ok(isWhole(viewport) && viewport.cell > 0);
        assert.deepEqual(cellAt(viewport, 0, 0), { query: 0, key: 0 });
      }),
    );
  });

  it('never shows empty space beside a matrix that is larger', () => {
    fc.assert(
      fc.property(moved, (viewport) => {
        const { rows, columns, cell } = viewport;
        for (const [origin, count] of [
          [viewport.x, columns],
          [viewport.y, rows],
        ]) {
          const extent = count * cell;
          assert.ok(origin <= 0);
          assert.ok(origin + extent >= Math.min(viewport.side, extent) - 1e-6);
        }
      }),
    );
  });

  it('keeps the cell under the pointer where it was while zooming', () => {
    const before = zoomed(fitted(512, 512), 8, 200, 300);
    const after = zoomed(before, 1.5, 200, 300);
    assert.deepEqual(cellAt(after, 200, 300), cellAt(before, 200, 300));
  });

  it('finds the cell whose square holds the point', () => {
    fc.assert(
      fc.property(moved, fc.nat(899), fc.nat(899), (viewport, x, y) => {
        const cell = cellAt(viewport, x, y);
        if (cell === null) return;
        const left = viewport.x + cell.key * viewport.cell;
        const top = viewport.y + cell.query * viewport.cell;
        assert.ok(left <= x + 1e-6 && x < left + viewport.cell + 1e-6);
        assert.ok(top <= y + 1e-6 && y < top + viewport.cell + 1e-6);
      }),
    );
  });

  it('brings a cell into sight and moves nothing when it is', () => {
    fc.assert(
      fc.property(moved, fc.nat(1023), fc.nat(1023), (viewport, q, k) => {
        const cell = { query: q % viewport.rows, key: k % viewport.columns };
        const shown = showing(viewport, cell);
        const [firstRow, endRow] = visibleRange(shown, false);
        assert.ok(cell.query >= firstRow && cell.query < endRow);
        const [firstColumn, endColumn] = visibleRange(shown, true);
        assert.ok(cell.key >= firstColumn && cell.key < endColumn);
        const again = showing(shown, cell);
        assert.ok(Math.abs(again.x - shown.x) < 1e-6 && Math.abs(again.y - shown.y) < 1e-6);
      }),
    );
  });

  it('stays whole when its frame changes size, and stays zoomed when it was', () => {
    assert.ok(isWhole(resized(fitted(40, 400), 250)));
    const near = zoomed(fitted(200, 400), 10, 0, 0);
    assert.equal(resized(near, 500).cell, near.cell);
  });

  it('zooms no further out than the whole and no further in than readable cells', () => {
    const far = zoomed(fitted(300, 600), 0.001, 0, 0);
    assert.deepEqual(far, fitted(300, 600));
    assert.equal(zoomed(fitted(300, 600), 1000, 0, 0).cell, 48);
  });

  it('finds nothing outside', () => {
    assert.equal(cellAt(fitted(5, 100), -1, 5), null);
    assert.equal(cellAt(fitted(3, 500), 400, 5), null, 'small matrices do not fill their frame');
  });
});
