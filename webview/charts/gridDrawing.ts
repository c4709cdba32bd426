import { formatNumber } from '../shell/numbers.ts';
import type { Theme } from '../shell/theme.ts';
import type { Context2d } from './canvas.ts';
import { type GridLayout, placeOf } from './gridLayout.ts';
import type { HeatmapPainter } from './heatmap.ts';
import { drawHeatmap } from './heatmapDrawing.ts';
import { cssColour } from './ramps.ts';
import { weightScale } from './scale.ts';

export const nameRow = 18;
export const nameColumn = 30;
export const labelHeight = 16;
/** Room for the outlines of the first row and column. */
export const edge = 4;

/** What stands around the pictures of all heads, whatever they show. */
export interface HeadFrames {
  readonly context: Context2d;
  readonly layout: GridLayout;
  /** Of the model: how many layers, and heads in each. */
  readonly model: { readonly layers: number; readonly heads: number };
  /** Heads, as places in [layers · heads], in the order drawn. */
  readonly heads: readonly number[];
  /** Rows are layers and columns heads, so that the names stand beside them. */
  readonly isPlaced: boolean;
  /** A number to write under each head, [layers · heads]; null for none. */
  readonly values: ArrayLike<number> | null;
  readonly pinned: ReadonlySet<number>;
  readonly front: number | null;
  readonly focused: number | null;
  readonly theme: Theme;
}

interface GridDrawing extends HeadFrames {
  readonly painter: HeatmapPainter;
  /** Cells down a tile; across, where those are not as many, `columns`. */
  readonly size: number;
  readonly columns?: number;
  readonly logarithmic: boolean;
}

export function drawGrid(drawing: GridDrawing): void {
  drawThumbnails(drawing);
  drawHeadFrames(drawing);
}

/** Names, outlines and numbers. */
export function drawHeadFrames(drawing: HeadFrames): void {
  const { context, theme, isPlaced, heads } = drawing;
  context.textBaseline = 'middle';
  if (isPlaced) {
    context.font = `11px ${theme.font}`;
    context.fillStyle = cssColour(theme.dim);
    drawPlaces(drawing);
  }
  for (const [index, head] of heads.entries()) {
    drawOutline(drawing, index, head);
    drawLabel(drawing, index, head);
  }
}

function drawThumbnails(drawing: GridDrawing): void {
  const { context, layout, painter, size, columns = size, heads, logarithmic, theme } = drawing;
  const ratio = window.devicePixelRatio;
  const side = Math.round(layout.side * ratio);
  const placements = heads.map((tile, index) => {
    const { x, y } = placeOf(layout, index);
    const place = { x: Math.round(x * ratio), y: Math.round(y * ratio), width: side, height: side };
    return { tile, ...place, fromX: 0, fromY: 0, step: columns / side, stepY: size / side };
  });
  const [width, height] = [Math.ceil(layout.width * ratio), Math.ceil(layout.height * ratio)];
  const painting = { width, height, placements, scale: weightScale(logarithmic), ramp: theme.ramps.sequential };
  drawHeatmap(context, painter, painting, 0, 0);
}

/** The names of the layers beside the rows, of the heads above the columns. */
function drawPlaces({ context, layout, model }: HeadFrames): void {
  const { layers, heads } = model;
  context.textAlign = 'center';
  for (let head = 0; head < heads; head += 1) {
    context.fillText(`H${head}`, placeOf(layout, head).x + layout.side / 2, nameRow / 2);
  }
  context.textAlign = 'left';
  for (let layer = 0; layer < layers; layer += 1) {
    context.fillText(`L${layer}`, 0, placeOf(layout, layer * heads).y + layout.side / 2);
  }
}

function drawOutline(
  { context, layout, theme, pinned, front, focused }: HeadFrames,
  index: number,
  head: number,
): void {
  const { x, y } = placeOf(layout, index);
  const outline = (width: number, distance: number) => {
    context.lineWidth = width;
    const [start, side] = [distance + width / 2, layout.side + 2 * distance + width];
    context.strokeRect(x - start, y - start, side, side);
  };
  context.strokeStyle = cssColour(head === front || pinned.has(head) ? theme.foreground : theme.rule);
  outline(head === front ? 2 : 1, 0);
  if (head !== focused) return;
  context.strokeStyle = cssColour(theme.focus);
  outline(2, 1);
}

/** The head's name where its place does not tell it, and its statistic. */
function drawLabel(drawing: HeadFrames, index: number, head: number): void {
  const { context, layout, model, theme, isPlaced, values, front } = drawing;
  const { heads } = model;
  const { x, y } = placeOf(layout, index);
  const name = isPlaced ? [] : [`L${Math.floor(head / heads)} H${head % heads}`];
  const value = values === null ? [] : [formatNumber(values[head])];
  context.fillStyle = cssColour(head === front ? theme.foreground : theme.dim);
  context.font = `${layout.side < 44 ? 10 : 11}px ${theme.font}`;
  context.textAlign = 'center';
  [...name, ...value].forEach((line, place) => {
    context.fillText(line, x + layout.side / 2, y + layout.side + 2 + labelHeight * (place + 0.5));
  });
}
