import assert from 'node:assert/strict';
import fc from 'fast-check';
import { paintedWithoutGpu } from '../../../webview/charts/heatmap2d.ts';

/** Step i is the grey i. */
const grey = Uint8ClampedArray.from({ length: 256 * 4 }, (_, i) => (i % 4 === 3 ? 255 : Math.floor(i / 4)));
const linear = { kind: 'linear', limit: 1 } as const;

function painted(data: Float32Array, size: number, pixels: number, step = size / pixels, fromX = 0, fromY = 0) {
  const placement = { tile: 0, x: 0, y: 0, width: pixels, height: pixels, fromX, fromY, step };
  const picture = paintedWithoutGpu({ count: 1, size, data }, pixels, pixels, [placement], linear, grey);
  return (x: number, y: number) => [...picture.subarray((y * pixels + x) * 4, (y * pixels + x) * 4 + 4)];
}

describe('a heatmap without a graphics processor', () => {
  it('colours cells by their value', () => {
    const at = painted(Float32Array.of(1, 0, 0.5, 0.2), 2, 4);
    assert.deepEqual(at(0, 0), [255, 255, 255, 255]);
    assert.deepEqual(at(1, 3), [128, 128, 128, 255]);
    assert.deepEqual(at(3, 3), [51, 51, 51, 255]);
  });

  it('paints nothing above the diagonal, whatever stands there', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 60 }), (size, pixels) => {
        const at = painted(new Float32Array(size * size).fill(1), size, pixels);
        for (let y = 0; y < pixels; y += 1) {
          for (let x = 0; x < pixels; x += 1) {
            const [row, column] = [((y + 1) * size) / pixels - 1e-4, (x * size) / pixels];
            const isAbove = Math.floor(column) > Math.max(Math.ceil(row) - 1, Math.floor((y * size) / pixels));
            assert.equal(at(x, y)[3], isAbove ? 0 : 255, `${x}, ${y}`);
          }
        }
      }),
    );
  });

  it('reaches into no cell before its own, where sizes do not divide', () => {
    // 22 · 30/44 is 15, but a little less in floating point.
    const at = painted(new Float32Array(30 * 30).fill(1), 30, 44);
    assert.equal(at(22, 20)[3], 0);
  });

  it('shows the strongest of the cells that a pixel covers', () => {
    const data = new Float32Array(16);
    data[3 * 4 + 1] = 0.8;
    assert.deepEqual(painted(data, 4, 2)(0, 1).slice(0, 1), [204]);
    data[3 * 4 + 0] = -0.9;
    assert.deepEqual(painted(data, 4, 2)(0, 1).slice(0, 1), [0], 'the larger magnitude, below the scale');
  });

  it('shows a part of the matrix', () => {
    const at = painted(Float32Array.of(1, 0, 0.5, 0.2), 2, 2, 0.5, 1, 1);
    assert.deepEqual(at(0, 0).slice(0, 1), [51]);
  });

  it('shows a table that is whole, with other cells down than across', () => {
    const tiles = { count: 1, size: 2, columns: 3, isWhole: true, data: Float32Array.of(0.2, 0.4, 0.6, 0.8, 1, 0) };
    const placement = { tile: 0, x: 0, y: 0, width: 6, height: 8, fromX: 0, fromY: 0, step: 0.5, stepY: 0.25 };
    const picture = paintedWithoutGpu(tiles, 6, 8, [placement], linear, grey);
    const row = (y: number) => Array.from({ length: 6 }, (_, x) => picture[(y * 6 + x) * 4]);
    for (const y of [0, 3]) assert.deepEqual(row(y), [51, 51, 102, 102, 153, 153]);
    for (const y of [4, 7]) assert.deepEqual(row(y), [204, 204, 255, 255, 0, 0]);
  });

  it('takes what is masked for zero', () => {
    assert.deepEqual(painted(Float32Array.of(Number.NEGATIVE_INFINITY), 1, 1)(0, 0), [0, 0, 0, 255]);
    assert.deepEqual(painted(Float32Array.of(Number.NaN), 1, 1)(0, 0), [0, 0, 0, 255]);
  });

  it('reads bytes as 0 to 1, tile by tile', () => {
    const data = Uint8Array.of(0, 255);
    const place = { tile: 1, x: 1, y: 0, width: 1, height: 1, fromX: 0, fromY: 0, step: 1 };
    const picture = paintedWithoutGpu({ count: 2, size: 1, data }, 2, 1, [place], linear, grey);
    assert.deepEqual([...picture], [0, 0, 0, 0, 255, 255, 255, 255]);
  });
});
