import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lengthOf, placeAt, revealing, startOf, trackOf, visiblePlaces } from '../../../webview/charts/track.ts';

const track = fc
  .record({ count: fc.integer({ min: 1, max: 1024 }), size: fc.integer({ min: 50, max: 900 }), offset: fc.nat(20_000) })
  .map(({ count, size, offset }) => trackOf(count, size, 16, 40, offset));

describe('a row of places', () => {
  it('is as long as its window where places may be', () => {
    assert.equal(lengthOf(trackOf(20, 500, 16, 40)), 500);
    assert.equal(trackOf(5, 500, 16, 40).pitch, 40);
    assert.equal(trackOf(500, 500, 16, 40).pitch, 16);
  });

  it('is never moved past its end', () => {
    fc.assert(
      fc.property(track, (given) => {
        assert.ok(given.offset <= Math.max(0, lengthOf(given) - given.size) + 1e-9);
      }),
    );
  });

  it('finds the place that begins at a position', () => {
    fc.assert(
      fc.property(track, fc.nat(1023), (given, which) => {
        const index = which % given.count;
        assert.equal(placeAt(given, startOf(given, index) + 0.5), index);
      }),
    );
    assert.equal(placeAt(trackOf(5, 500, 16, 40), 400), null);
  });

  it('brings a whole place into sight', () => {
    fc.assert(
      fc.property(track, fc.nat(1023), (given, which) => {
        const index = which % given.count;
        const shown = { ...given, offset: revealing(given, index) };
        const start = startOf(shown, index);
        assert.ok(start >= -1e-6 && start + shown.pitch <= shown.size + 1e-6);
        const [first, end] = visiblePlaces(shown);
        assert.ok(index >= first && index < end);
      }),
    );
  });
});
