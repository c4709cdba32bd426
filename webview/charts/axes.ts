import { formatMark } from '../shell/numbers.ts';
import type { Theme } from '../shell/theme.ts';
import type { Context2d } from './canvas.ts';
import { quiet } from './palette.ts';
import type { Points } from './points.ts';
import { cssColour } from './ramps.ts';
import { labels, line } from './strokes.ts';
import { ticks } from './ticks.ts';

export type Range = readonly [least: number, most: number];

/** Where the square of a chart stands in its canvas, in CSS pixels, and what its sides stand for. */
export class Axes {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;

  /** @param rightRoom for what stands beside the square, such as the names of lines */
  constructor(
    readonly width: number,
    readonly height: number,
    readonly x: Range,
    readonly y: Range,
    rightRoom = 16,
  ) {
    this.left = 52;
    this.top = 8;
    this.right = Math.max(this.left + 1, width - rightRoom);
    this.bottom = height - 38;
  }

  /** Where a point stands. */
  readonly at = (x: number, y: number): readonly [x: number, y: number] => [
    this.left + ((x - this.x[0]) / (this.x[1] - this.x[0])) * (this.right - this.left),
    this.bottom - ((y - this.y[0]) / (this.y[1] - this.y[0])) * (this.bottom - this.top),
  ];

  /** What stands at a place across. */
  readonly valueAt = (pixel: number): number =>
    this.x[0] + ((pixel - this.left) / (this.right - this.left)) * (this.x[1] - this.x[0]);
}

export interface AxisTitles {
  readonly x: string;
  readonly y: string;
  readonly formatX?: (value: number) => string;
  readonly formatY?: (value: number) => string;
  /** What is named along the x axis; round numbers where absent. */
  readonly marksX?: readonly number[];
}

/** Rules and numbers, and what the axes are. */
export function drawAxes(context: Context2d, axes: Axes, theme: Theme, titles: AxisTitles): void {
  const { left, right, top, bottom, height } = axes;
  const { formatX = formatMark, formatY = formatMark, marksX = ticks(...axes.x) } = titles;
  context.strokeStyle = cssColour(theme.rule);
  context.lineWidth = 1;
  labels(context, theme, 'right');
  for (const value of ticks(...axes.y)) {
    const [, y] = axes.at(0, value);
    context.fillText(formatY(round(value)), left - 6, y);
    context.globalAlpha = quiet(theme);
    line(context, left, y, right, y);
    context.globalAlpha = 1;
  }
  labels(context, theme, 'center');
  for (const value of marksX) context.fillText(formatX(round(value)), axes.at(value, 0)[0], bottom + 10);
  context.fillText(titles.x, (left + right) / 2, height - 9);
  context.save();
  context.translate(7, (top + bottom) / 2);
  context.rotate(-Math.PI / 2);
  context.fillText(titles.y, 0, 0);
  context.restore();
}

/** Steps of a tenth do not add up to what they are called. */
function round(value: number): number {
  return Number(value.toPrecision(10));
}

/** Joins points, with a gap where one is missing. */
export function trace(context: Context2d, { at }: Pick<Axes, 'at'>, { x, y }: Points): void {
  context.beginPath();
  let isDrawing = false;
  for (let i = 0; i < x.length; i += 1) {
    if (!Number.isFinite(y[i])) {
      isDrawing = false;
      continue;
    }
    if (isDrawing) context.lineTo(...at(x[i], y[i]));
    else context.moveTo(...at(x[i], y[i]));
    isDrawing = true;
  }
  context.stroke();
}
