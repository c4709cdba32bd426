import { rounded, type Shape, shape } from '../../src/road/picture/shape.ts';
import { type Context2d, copyPixels } from './canvas.ts';
import type { HeatmapPainter, Placement, Tiles } from './heatmap.ts';
import { colourAt, cssColour, type Ramp } from './ramps.ts';
import { rampPosition, type ValueScale } from './scale.ts';
import { SvgCanvas } from './svgCanvas.ts';

/** A heatmap as its painter is asked for it; device pixels. */
interface Painting {
  readonly width: number;
  readonly height: number;
  readonly placements: readonly Placement[];
  readonly scale: ValueScale;
  readonly ramp: Ramp;
}

/** More cells than this are drawn as an image: no program that edits vectors bears so many. */
const mostCells = 40_000;

/** Draws a heatmap at a place in CSS pixels: pixel for pixel on the screen, cell by cell where vectors are noted down. */
export function drawHeatmap(
  context: Context2d,
  painter: HeatmapPainter,
  painting: Painting,
  left: number,
  top: number,
): void {
  const { width, height, placements, scale, ramp } = painting;
  if (width <= 0 || height <= 0) return;
  if (!(context instanceof SvgCanvas)) {
    copyPixels(context, painter.paint(width, height, placements, scale, ramp), left, top, width, height);
    return;
  }
  const ratio = window.devicePixelRatio;
  context.add(
    areDrawable(painter.tiles, placements)
      ? shape(
          'g',
          { transform: `translate(${rounded(left)} ${rounded(top)})`, 'shape-rendering': 'crispEdges' },
          ...cellShapes(painter.tiles, painting, ratio),
        )
      : image(painter.paint(width, height, placements, scale, ramp), width, height, left, top, ratio),
  );
}

/** Whether each cell is at least a pixel, and there are not too many of them. */
function areDrawable(tiles: Tiles, placements: readonly Placement[]): boolean {
  let count = 0;
  for (const { width, height, step, stepY = step } of placements) {
    if (step > 1 || stepY > 1) return false;
    const cells = Math.min(width * step, tiles.columns ?? tiles.size) * Math.min(height * stepY, tiles.size);
    // What is masked is not drawn.
    count += tiles.isWhole ? cells : cells / 2;
  }
  return count <= mostCells;
}

/**
 * The cells of all placements as rectangles, in CSS pixels; neighbours of one colour in a row are one. What the painter
 * leaves transparent is left out.
 */
export function cellShapes(tiles: Tiles, { placements, scale, ramp }: Painting, ratio: number): Shape[] {
  const { size, columns = size, isWhole = false, data } = tiles;
  const unit = data instanceof Uint8Array ? 255 : 1;
  const shapes: Shape[] = [];
  for (const { tile, x, y, width, height, fromX, fromY, step, stepY = step } of placements) {
    const lastRow = Math.min(size, Math.ceil(fromY + height * stepY - tolerance));
    const lastColumn = Math.min(columns, Math.ceil(fromX + width * step - tolerance));
    const across = (column: number) => Math.min(width, Math.max(0, (column - fromX) / step));
    for (let row = Math.max(0, Math.floor(fromY + tolerance)); row < lastRow; row += 1) {
      const top = Math.max(0, (row - fromY) / stepY);
      const bottom = Math.min(height, (row + 1 - fromY) / stepY);
      const end = isWhole ? lastColumn : Math.min(lastColumn, row + 1);
      const fillOf = (column: number) => {
        const value = data[(tile * size + row) * columns + column];
        return cssColour(colourAt(ramp, rampPosition(scale, Number.isFinite(value) ? value / unit : 0)));
      };
      for (let column = Math.max(0, Math.floor(fromX + tolerance)); column < end; ) {
        const [start, fill] = [column, fillOf(column)];
        while (column < end && fillOf(column) === fill) column += 1;
        shapes.push(
          shape('rect', {
            x: rounded((x + across(start)) / ratio),
            y: rounded((y + top) / ratio),
            width: rounded((across(column) - across(start)) / ratio),
            height: rounded((bottom - top) / ratio),
            fill,
          }),
        );
      }
    }
  }
  return shapes;
}

/** The first pixels of a picture, in a document that stands by itself. */
function image(
  picture: CanvasImageSource,
  width: number,
  height: number,
  left: number,
  top: number,
  ratio: number,
): Shape {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  canvas.getContext('2d')!.drawImage(picture, 0, 0, width, height, 0, 0, width, height);
  return shape('image', {
    x: rounded(left),
    y: rounded(top),
    width: rounded(width / ratio),
    height: rounded(height / ratio),
    href: canvas.toDataURL('image/png'),
  });
}

/** Rounding must not draw the cell before or behind. */
const tolerance = 1e-4;
