import type { Strings } from '../shell/strings.ts';
import type { Theme } from '../shell/theme.ts';
import { type Context2d, shortened } from './canvas.ts';
import type { HeatmapPainter } from './heatmap.ts';
import { drawHeatmap } from './heatmapDrawing.ts';
import { drawName, type Name, nameHeight, nameSize } from './names.ts';
import { cssColour } from './ramps.ts';
import type { ValueScale } from './scale.ts';
import { type Cell, type Viewport, visibleRange } from './viewport.ts';

/** What stands beside the rows, or above the columns. */
export interface MatrixNames {
  readonly labels: readonly string[];
  readonly names: readonly Name[];
}

/** Where the square of cells stands in the canvas, and room for the names beside it. CSS pixels. */
export interface MatrixFrame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  readonly side: number;
  readonly font: string;
}

interface MatrixDrawing {
  readonly context: Context2d;
  readonly frame: MatrixFrame;
  /** Beside the rows; above the columns too, where those are no others. */
  readonly units: MatrixNames;
  readonly across?: MatrixNames;
  /** Whether nothing is masked: otherwise what is above the diagonal is. */
  readonly isWhole?: boolean;
  /** What the rows and the columns are, where that is not the query and the key of one text. */
  readonly titles?: { readonly query: string; readonly key: string };
  readonly viewport: Viewport;
  readonly painter: HeatmapPainter;
  readonly scale: ValueScale;
  readonly theme: Theme;
  readonly query: number | null;
  readonly key: number | null;
  readonly focused: Cell | null;
  readonly strings: Strings;
}

const titleSize = 18;
const nameGap = 6;
const widestName = 96;
const smallestSide = 160;
/** From one name to the next where there is no room for all. */
const sparsePitch = 16;

/** Room for the names is that of the longest, up to 96 pixels. */
export function matrixFrame(
  units: MatrixNames,
  width: number,
  height: number,
  theme: Theme,
  across = units,
): MatrixFrame {
  const font = `12px ${theme.codeFont}`;
  const [widest] = longestName(units, font);
  const [, highest] = longestName(across, font);
  const left = titleSize + Math.ceil(Math.min(widestName, widest)) + nameGap;
  const top = titleSize + Math.ceil(Math.min(widestName, highest)) + nameGap;
  const side = Math.max(smallestSide, Math.floor(Math.min(width - left, height - top)) - 2);
  return { width: left + side + 2, height: top + side + 2, left, top, side, font };
}

/** Width of the longest name beside the matrix, height of the longest above it; measured once, for the pointer moves on. */
function longestName(units: MatrixNames, font: string): readonly [widest: number, highest: number] {
  const known = measured.get(units);
  if (known?.font === font) return known.longest;
  measuring.font = font;
  let [widest, highest] = [0, 0];
  for (const name of units.names) {
    widest = Math.max(widest, measuring.measureText(name.label).width);
    highest = Math.max(highest, nameHeight(measuring, name, 12));
  }
  measured.set(units, { font, longest: [widest, highest] });
  return [widest, highest];
}

const measured = new WeakMap<MatrixNames, { readonly font: string; readonly longest: readonly [number, number] }>();
const measuring = document.createElement('canvas').getContext('2d')!;

export function drawMatrix(drawing: MatrixDrawing): void {
  const { context, frame } = drawing;
  drawCells(drawing);
  context.save();
  context.beginPath();
  context.rect(frame.left - 2, frame.top - 2, frame.side + 4, frame.side + 4);
  context.clip();
  drawEdge(drawing);
  drawMarks(drawing);
  context.restore();
  drawNames(drawing);
  drawTitles(drawing);
}

function drawCells({ context, frame, viewport, painter, scale, theme }: MatrixDrawing): void {
  const ratio = window.devicePixelRatio;
  const pixels = (count: number) => Math.round(Math.min(frame.side, count * viewport.cell) * ratio);
  const [wide, high] = [pixels(viewport.columns), pixels(viewport.rows)];
  const step = 1 / (viewport.cell * ratio);
  const placement = {
    tile: 0,
    x: 0,
    y: 0,
    width: wide,
    height: high,
    fromX: -viewport.x / viewport.cell,
    fromY: -viewport.y / viewport.cell,
    step,
  };
  const ramp = scale.kind === 'diverging' ? theme.ramps.diverging : theme.ramps.sequential;
  const painting = { width: wide, height: high, placements: [placement], scale, ramp };
  drawHeatmap(context, painter, painting, frame.left, frame.top);
}

/** The edge of what may be looked at. */
function drawEdge({ context, frame, viewport, theme, isWhole = false }: MatrixDrawing): void {
  const { cell, x, y, rows, columns } = viewport;
  context.lineWidth = 1;
  context.strokeStyle = cssColour(theme.rule);
  if (isWhole) {
    context.strokeRect(frame.left + x, frame.top + y, columns * cell, rows * cell);
    return;
  }
  const [first, end] = visibleRange(viewport, false);
  context.beginPath();
  context.moveTo(frame.left + x, frame.top + y + first * cell);
  for (let query = first; query < end; query += 1) {
    const top = frame.top + y + query * cell;
    const right = frame.left + x + (query + 1) * cell;
    context.lineTo(right, top);
    context.lineTo(right, top + cell);
  }
  context.lineTo(frame.left + x, frame.top + y + rows * cell);
  context.lineTo(frame.left + x, frame.top + y);
  context.stroke();
}

/** The row in front, the cell in front, and the focus. */
function drawMarks({ context, frame, viewport, theme, isWhole, query, key, focused }: MatrixDrawing): void {
  const { cell, x, y } = viewport;
  const outline = (column: number, row: number, columns: number, width: number) => {
    context.lineWidth = width;
    const [left, top] = [frame.left + x + column * cell, frame.top + y + row * cell];
    context.strokeRect(left - width / 2, top - width / 2, columns * cell + width, cell + width);
  };
  context.strokeStyle = cssColour(theme.foreground);
  if (query !== null) outline(0, query, isWhole ? viewport.columns : query + 1, 1);
  if (query !== null && key !== null) outline(key, query, 1, 2);
  if (focused === null) return;
  context.strokeStyle = cssColour(theme.focus);
  outline(focused.key, focused.query, 1, 3);
}

/** Every name where they do not touch; otherwise some, evenly; those in front always. */
function drawNames(drawing: MatrixDrawing): void {
  const { viewport, query, key } = drawing;
  const stride = nameSize(viewport.cell) === null ? Math.ceil(sparsePitch / viewport.cell) : 1;
  for (const [isAcross, front] of [
    [false, query],
    [true, key],
  ] as const) {
    const [first, end] = visibleRange(viewport, isAcross);
    for (let index = Math.ceil(first / stride) * stride; index < end; index += stride) {
      const isCovered =
        front !== null && Math.abs(index - front) * viewport.cell < Math.min(sparsePitch, stride * viewport.cell);
      if (!isCovered) drawAxisName(drawing, index, isAcross, false);
    }
    if (front !== null) drawAxisName(drawing, front, isAcross, true);
  }
}

function drawAxisName(drawing: MatrixDrawing, index: number, isAcross: boolean, isFront: boolean): void {
  const { context, frame, viewport, theme } = drawing;
  const units = isAcross ? (drawing.across ?? drawing.units) : drawing.units;
  const middle = (isAcross ? viewport.x : viewport.y) + (index + 0.5) * viewport.cell;
  if (middle < 0 || middle > frame.side) return;
  const size = nameSize(viewport.cell) ?? 12;
  const colour = isFront ? theme.foreground : theme.dim;
  if (isAcross) {
    drawName(context, units.names[index], frame.left + middle, frame.top - nameGap + 2, {
      pitch: nameSize(viewport.cell) === null ? sparsePitch : viewport.cell,
      room: frame.top - titleSize - nameGap,
      colour,
      isBold: isFront,
      font: theme.codeFont,
      background: isFront ? theme.background : undefined,
    });
    return;
  }
  context.font = `${isFront ? 'bold ' : ''}${size}px ${theme.codeFont}`;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  const text = shortened(context, units.labels[index], frame.left - titleSize - nameGap);
  if (isFront) {
    const width = context.measureText(text).width;
    context.fillStyle = cssColour(theme.background);
    context.fillRect(frame.left - nameGap - width - 2, frame.top + middle - size / 2 - 2, width + 4, size + 4);
  }
  context.fillStyle = cssColour(colour);
  context.fillText(text, frame.left - nameGap, frame.top + middle);
}

function drawTitles({ context, frame, theme, strings, titles }: MatrixDrawing): void {
  context.font = `12px ${theme.font}`;
  context.fillStyle = cssColour(theme.dim);
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.fillText(titles?.key ?? strings('attention.axisKey'), frame.left, titleSize / 2 - 2);
  context.save();
  context.translate(titleSize / 2 - 2, frame.top);
  context.rotate(-Math.PI / 2);
  context.textAlign = 'right';
  context.fillText(shortened(context, titles?.query ?? strings('attention.axisQuery'), frame.side), 0, 0);
  context.restore();
}
