import assert from 'node:assert/strict';
import { cellShapes } from '../../../webview/charts/heatmapDrawing.ts';
import { buildRamps, colourAt, cssColour } from '../../../webview/charts/ramps.ts';

const { sequential: ramp } = buildRamps([30, 30, 30], [50, 150, 255], [50, 150, 255], [200, 130, 20]);
const scale = { kind: 'linear', limit: 1 } as const;
const colourOf = (value: number) => cssColour(colourAt(ramp, value));

describe('a heatmap as vectors', () => {
  it('has a rectangle for each cell up to the diagonal, of the colour of its value', () => {
    const data = Float32Array.from([1, 9, 9, 0.25, 0.75, 9, 0.5, 0.2, 0.3]);
    const placements = [{ tile: 0, x: 0, y: 0, width: 60, height: 60, fromX: 0, fromY: 0, step: 1 / 20 }];
    const cells = cellShapes({ count: 1, size: 3, data }, { width: 60, height: 60, placements, scale, ramp }, 2);
    assert.deepEqual(
      cells.map(({ attributes: { x, y, width, height, fill } }) => [x, y, width, height, fill]),
      [
        [0, 0, 10, 10, colourOf(1)],
        [0, 10, 10, 10, colourOf(0.25)],
        [10, 10, 10, 10, colourOf(0.75)],
        [0, 20, 10, 10, colourOf(0.5)],
        [10, 20, 10, 10, colourOf(0.2)],
        [20, 20, 10, 10, colourOf(0.3)],
      ],
    );
  });

  it('joins neighbours of one colour, and cuts what is only partly in view', () => {
    const data = Uint8Array.from([255, 255, 0, 0, 0, 0]);
    const placements = [{ tile: 0, x: 5, y: 7, width: 25, height: 10, fromX: 0.5, fromY: 0, step: 0.1 }];
    const painting = { width: 40, height: 20, placements, scale, ramp };
    const cells = cellShapes({ count: 1, size: 2, columns: 3, isWhole: true, data }, painting, 1);
    assert.deepEqual(
      cells.map(({ attributes: { x, y, width, height, fill } }) => [x, y, width, height, fill]),
      [
        [5, 7, 15, 10, colourOf(1)],
        [20, 7, 10, 10, colourOf(0)],
      ],
    );
  });
});
