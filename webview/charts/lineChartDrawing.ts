import type { Theme } from '../shell/theme.ts';
import { Axes, type AxisTitles, drawAxes, type Range, trace } from './axes.ts';
import type { Context2d } from './canvas.ts';
import type { CurveStyle } from './palette.ts';
import { type PointAddress, type Points, spreadLabels } from './points.ts';
import { cssColour } from './ramps.ts';
import { line } from './strokes.ts';

/** A line with its name. */
export interface ChartLine extends Points {
  readonly name: string;
  readonly style: CurveStyle;
  /** Each point is marked: there are few of them. */
  readonly hasMarkers?: boolean;
  /** Where each point's step begins and ends, where the line goes in steps. */
  readonly steps?: { readonly from: ArrayLike<number>; readonly to: ArrayLike<number> };
}

export interface LineChartPicture extends AxisTitles {
  readonly lines: readonly ChartLine[];
  readonly rangeX: Range;
  readonly rangeY: Range;
  /** An upright line with its name. */
  readonly mark?: { readonly x: number; readonly name: string };
  /** Whether names stand at the ends of the lines; a single line needs none. */
  readonly isNamed: boolean;
}

interface LineChartDrawing {
  readonly context: Context2d;
  readonly theme: Theme;
  readonly picture: LineChartPicture;
  readonly axes: Axes;
  readonly front: PointAddress | null;
  readonly isFocused: boolean;
}

const labelGap = 14;
const font = 11;

/** Room for the names of the lines at their right ends. */
export function axesOf(picture: LineChartPicture, width: number, height: number, theme: Theme): Axes {
  let room = 16;
  if (picture.isNamed) {
    measuring.font = `bold ${font}px ${theme.font}`;
    const names = picture.lines.map(({ name }) => measuring.measureText(name).width);
    room = Math.min(width / 3, Math.ceil(Math.max(0, ...names)) + 20);
  }
  return new Axes(width, height, picture.rangeX, picture.rangeY, room);
}

const measuring = document.createElement('canvas').getContext('2d')!;

export function drawLineChart(drawing: LineChartDrawing): void {
  const { context, theme, picture, axes } = drawing;
  drawAxes(context, axes, theme, picture);
  drawMark(drawing);
  context.save();
  context.beginPath();
  context.rect(axes.left, axes.top - 2, axes.right - axes.left, axes.bottom - axes.top + 4);
  context.clip();
  const order = picture.lines.map((_, i) => i).sort((one, other) => isFront(drawing, one) - isFront(drawing, other));
  for (const place of order) drawLine(drawing, place);
  drawFront(drawing);
  context.restore();
  if (picture.isNamed) drawNames(drawing);
}

function isFront({ front }: LineChartDrawing, place: number): number {
  return front?.line === place ? 1 : 0;
}

function drawLine(drawing: LineChartDrawing, place: number): void {
  const { context, picture, axes } = drawing;
  const { style, steps, hasMarkers = false, ...points } = picture.lines[place];
  context.strokeStyle = cssColour(style.colour);
  context.lineWidth = isFront(drawing, place) ? 2.75 : 1.5;
  context.setLineDash([...style.dash]);
  if (steps === undefined) trace(context, axes, points);
  else {
    context.beginPath();
    for (let i = 0; i < points.x.length; i += 1) {
      if (!Number.isFinite(points.y[i])) continue;
      context.lineTo(...axes.at(steps.from[i], points.y[i]));
      context.lineTo(...axes.at(steps.to[i], points.y[i]));
    }
    context.stroke();
  }
  context.setLineDash([]);
  if (hasMarkers) drawMarkers(drawing, place);
}

function drawMarkers({ context, picture, axes }: LineChartDrawing, place: number): void {
  const { x, y, style } = picture.lines[place];
  context.fillStyle = cssColour(style.colour);
  for (let i = 0; i < x.length; i += 1) {
    if (!Number.isFinite(y[i])) continue;
    context.beginPath();
    context.arc(...axes.at(x[i], y[i]), 3, 0, 2 * Math.PI);
    context.fill();
  }
}

function drawFront({ context, theme, picture, axes, front, isFocused }: LineChartDrawing): void {
  if (front === null) return;
  const { x, y, style } = picture.lines[front.line];
  if (!Number.isFinite(y[front.place])) return;
  const [left, top] = axes.at(x[front.place], y[front.place]);
  context.strokeStyle = cssColour(theme.dim);
  context.lineWidth = 1;
  context.setLineDash([2, 2]);
  line(context, left, axes.top, left, axes.bottom);
  context.setLineDash([]);
  context.beginPath();
  context.arc(left, top, 4.5, 0, 2 * Math.PI);
  context.fillStyle = cssColour(style.colour);
  context.fill();
  context.strokeStyle = cssColour(isFocused ? theme.focus : theme.foreground);
  context.lineWidth = isFocused ? 2.5 : 1.5;
  context.stroke();
}

function drawMark({ context, theme, picture, axes }: LineChartDrawing): void {
  const { mark } = picture;
  if (mark === undefined) return;
  const [x] = axes.at(mark.x, 0);
  context.strokeStyle = cssColour(theme.foreground);
  context.lineWidth = 1;
  line(context, x, axes.top, x, axes.bottom);
  context.font = `${font}px ${theme.font}`;
  context.fillStyle = cssColour(theme.foreground);
  context.textBaseline = 'top';
  const isRoom = x + 6 + context.measureText(mark.name).width < axes.right;
  context.textAlign = isRoom ? 'left' : 'right';
  context.fillText(mark.name, isRoom ? x + 6 : x - 6, axes.top + 2);
}

/** Each line's name beside its last point, with a thin way to it where others are too near. */
function drawNames({ context, theme, picture, axes, front }: LineChartDrawing): void {
  const ends = picture.lines.map(({ x, y, steps }) => {
    let last = y.length - 1;
    while (last >= 0 && !Number.isFinite(y[last])) last -= 1;
    return last < 0 ? null : axes.at((steps?.to ?? x)[last], y[last]);
  });
  const wanted = ends.map((end) => (end === null ? Number.NaN : end[1]));
  const middles = spreadLabels(wanted, labelGap, axes.top + 4, axes.bottom);
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const [place, { name, style }] of picture.lines.entries()) {
    const end = ends[place];
    if (end === null) continue;
    const inside = Math.max(axes.top, Math.min(axes.bottom, end[1]));
    context.strokeStyle = cssColour(style.colour);
    context.lineWidth = 1.5;
    context.setLineDash([...style.dash]);
    context.beginPath();
    context.moveTo(Math.min(end[0], axes.right), inside);
    context.lineTo(axes.right + 12, middles[place]);
    context.stroke();
    context.setLineDash([]);
    const isBold = front?.line === place;
    context.font = `${isBold ? 'bold ' : ''}${font}px ${theme.font}`;
    context.fillStyle = cssColour(isBold ? theme.foreground : theme.dim);
    context.fillText(name, axes.right + 15, middles[place]);
  }
}
