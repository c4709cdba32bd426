import assert from 'node:assert/strict';
import { reduceByMaximum, thumbnailSide } from '../../src/analysis/thumbnails.ts';

describe('thumbnails', () => {
  it('shows every token as long as they fit', () => {
    assert.equal(thumbnailSide(7, 144), 7);
    assert.equal(thumbnailSide(1024, 144), 128);
    assert.equal(thumbnailSide(1024, 1024), 64, 'a thousand heads at once stay within 4 MiB');
    assert.deepEqual([...reduceByMaximum(Float32Array.of(1, 0, 0.25, 0.75), 2, 2)], [255, 0, 64, 191]);
  });

  it('keeps the greatest weight of each cell', () => {
    // biome-ignore format: a matrix
    const pattern = Float32Array.of(
      1, 0, 0, 0,
      0.5, 0.5, 0, 0,
      0.2, 0.6, 0.2, 0,
      0, 1, 0, 0,
    );
    assert.deepEqual([...reduceByMaximum(pattern, 4, 2)], [255, 0, 255, 51]);
  });

  it('is exactly 0 above the diagonal where the length is no multiple of the size', () => {
    const length = 300;
    const pattern = new Float32Array(length * length).map((_, cell) =>
      cell % length <= Math.floor(cell / length) ? 1 : 0,
    );
    const thumbnail = reduceByMaximum(pattern, length, 128);
    thumbnail.forEach((level, cell) => {
      assert.equal(level, cell % 128 <= Math.floor(cell / 128) ? 255 : 0);
    });
  });
});
