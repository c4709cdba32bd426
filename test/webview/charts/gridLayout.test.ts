import assert from 'node:assert/strict';
import fc from 'fast-check';
import { gridLayout, indexAt, moved, placeOf } from '../../../webview/charts/gridLayout.ts';

const space = fc.record({
  count: fc.integer({ min: 1, max: 1200 }),
  columns: fc.constantFrom(0, 4, 8, 12, 32),
  width: fc.integer({ min: 200, max: 1200 }),
  left: fc.constantFrom(0, 30),
  top: fc.constantFrom(0, 18),
  label: fc.constantFrom(0, 16, 32),
});

describe('the grid of heads', () => {
  it('finds each head at its own place, and at no other', () => {
    fc.assert(
      fc.property(space, fc.nat(1199), (given, which) => {
        const layout = gridLayout(given);
        const index = which % given.count;
        const { x, y } = placeOf(layout, index);
        assert.equal(indexAt(layout, given.count, x + 1, y + 1), index);
        assert.equal(indexAt(layout, given.count, x + layout.side - 1, y + layout.side + given.label - 1), index);
        assert.notEqual(indexAt(layout, given.count, x + layout.side + 1, y + 1), index);
      }),
    );
  });

  it('keeps thumbnails between 32 and 96 pixels and inside the width where that is possible', () => {
    fc.assert(
      fc.property(space, (given) => {
        const layout = gridLayout(given);
        assert.ok(layout.side >= 32 && layout.side <= 96);
        if (layout.side > 32) assert.ok(layout.width <= given.width);
      }),
    );
  });

  it('has a row a layer where the order is that of the layers', () => {
    const layout = gridLayout({ count: 32, columns: 8, width: 480, left: 30, top: 18, label: 16 });
    assert.deepEqual([layout.columns, layout.rows], [8, 4]);
  });

  it('moves by arrows and stays inside', () => {
    const layout = gridLayout({ count: 10, columns: 4, width: 480, left: 0, top: 0, label: 0 });
    const to = (index: number, key: string) => moved(layout, 10, index, key);
    assert.deepEqual([to(1, 'ArrowRight'), to(1, 'ArrowDown'), to(5, 'ArrowUp')], [2, 5, 1]);
    assert.deepEqual([to(0, 'ArrowLeft'), to(0, 'ArrowUp'), to(7, 'ArrowDown')], [0, 0, 7]);
    assert.deepEqual([to(5, 'Home'), to(5, 'End')], [0, 9]);
    assert.equal(to(5, 'a'), null);
  });
});
