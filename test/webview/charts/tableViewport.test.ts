import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  fittedTable,
  holdsNumbers,
  isWholeTable,
  pannedTable,
  resizedTable,
  showingCell,
  type TableViewport,
  tableCellAt,
  zoomedTable,
} from '../../../webview/charts/tableViewport.ts';
import { lengthOf, startOf } from '../../../webview/charts/track.ts';

const count = fc.integer({ min: 1, max: 1024 });
const size = fc.integer({ min: 80, max: 900 });
const fitted = fc.tuple(count, count, size, size).map((sizes) => fittedTable(...sizes));
const zoomedSome = fc
  .tuple(fitted, fc.double({ min: 0.5, max: 60, noNaN: true }), fc.nat(900), fc.nat(900))
  .map((zoom) => zoomedTable(...zoom));

function hasNoGap({ across, down }: TableViewport): void {
  for (const track of [across, down]) {
    assert.ok(track.offset >= 0);
    assert.ok(track.offset <= Math.max(0, lengthOf(track) - track.size) + 1e-6);
  }
}

describe('the part of a table that is seen', () => {
  it('is all of it at first, on equal axes with any other table of that size', () => {
    fc.assert(
      fc.property(fitted, (viewport) => {
        assert.ok(isWholeTable(viewport));
        hasNoGap(viewport);
      }),
    );
  });

  it('never leaves the table, however it is zoomed and moved', () => {
    fc.assert(
      fc.property(zoomedSome, fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: -5000, max: 5000 }), (...move) =>
        hasNoGap(pannedTable(...move)),
      ),
    );
  });

  it('zooms around a point, until cells hold their numbers', () => {
    const whole = fittedTable(50, 200, 800, 400);
    const before = tableCellAt(whole, 300, 200);
    let viewport = whole;
    for (let step = 0; step < 20; step += 1) viewport = zoomedTable(viewport, 1.25, 300, 200);
    assert.deepEqual(tableCellAt(viewport, 300, 200), before);
    assert.ok(holdsNumbers(viewport) && !holdsNumbers(whole));
    assert.ok(isWholeTable(zoomedTable(viewport, 1e-6, 0, 0)));
  });

  it('can be brought to any cell', () => {
    fc.assert(
      fc.property(zoomedSome, fc.nat(), fc.nat(), (viewport, row, column) => {
        const cell = { row: row % viewport.down.count, column: column % viewport.across.count };
        const { across, down } = showingCell(viewport, cell);
        assert.ok(startOf(across, cell.column) >= -1e-6 && startOf(down, cell.row) >= -1e-6);
        assert.ok(startOf(across, cell.column) + across.pitch <= across.size + 1e-6);
        assert.ok(startOf(down, cell.row) + down.pitch <= down.size + 1e-6);
      }),
    );
  });

  it('stays whole in a frame of another size', () => {
    assert.ok(isWholeTable(resizedTable(fittedTable(50, 200, 800, 400), 300, 200)));
    const zoomed = zoomedTable(fittedTable(50, 200, 800, 400), 4, 0, 0);
    hasNoGap(resizedTable(zoomed, 1200, 900));
  });

  it('has no cell beside the table', () => {
    const viewport = fittedTable(2, 2, 400, 400);
    assert.deepEqual(tableCellAt(viewport, 10, 10), { row: 0, column: 0 });
    assert.equal(tableCellAt(viewport, 399, 10), null);
    assert.equal(tableCellAt(viewport, -1, 10), null);
  });
});
