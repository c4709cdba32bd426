import type { Rgb } from '../../src/colours/oklab.ts';
import type { Context2d } from './canvas.ts';
import { cssColour } from './ramps.ts';

interface Sparkline {
  /** Places from 0 to `end`, rising. */
  readonly x: ArrayLike<number>;
  readonly end: number;
  /** As long as `x`; what is no positive number has no point. */
  readonly values: ArrayLike<number>;
  /** The axis is logarithmic. */
  readonly range: readonly [least: number, most: number];
  readonly width: number;
  readonly height: number;
  /** Place of the upright mark. */
  readonly mark: number | null;
  /** A value to draw a level line at. */
  readonly guide?: number;
  readonly colours: { readonly line: Rgb; readonly guide: Rgb; readonly mark: Rgb };
}

const edge = 2;

/** A small line over a logarithmic axis, without numbers: those stand beside it. */
export function drawSparkline(context: Context2d, sparkline: Sparkline): void {
  const { x, values, end, width, height, range, mark, guide, colours } = sparkline;
  const [least, most] = range.map(Math.log);
  const atX = (place: number) => edge + (place / end) * (width - 2 * edge);
  const atY = (value: number) => height - edge - ((Math.log(value) - least) / (most - least)) * (height - 2 * edge);
  if (guide !== undefined) {
    context.setLineDash([2, 3]);
    line(context, [0, atY(guide)], [width, atY(guide)], colours.guide);
    context.setLineDash([]);
  }
  context.beginPath();
  let isDrawing = false;
  for (let i = 0; i < values.length; i += 1) {
    if (!(values[i] > 0 && Number.isFinite(values[i]))) continue;
    if (isDrawing) context.lineTo(atX(x[i]), atY(values[i]));
    else context.moveTo(atX(x[i]), atY(values[i]));
    isDrawing = true;
  }
  context.lineWidth = 1.5;
  context.strokeStyle = cssColour(colours.line);
  context.stroke();
  if (mark !== null) line(context, [atX(mark), 0], [atX(mark), height], colours.mark);
}

function line(context: Context2d, from: readonly [number, number], to: readonly [number, number], colour: Rgb): void {
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.lineWidth = 1;
  context.strokeStyle = cssColour(colour);
  context.stroke();
}

/** The range that holds all positive numbers of several lines, and `guide`; a little more where they are all alike. */
export function sharedRange(
  lines: readonly ArrayLike<number>[],
  guide?: number,
): readonly [least: number, most: number] {
  let [least, most] = guide === undefined ? [Number.POSITIVE_INFINITY, 0] : [guide, guide];
  for (const values of lines) {
    for (let i = 0; i < values.length; i += 1) {
      if (!(values[i] > 0 && Number.isFinite(values[i]))) continue;
      least = Math.min(least, values[i]);
      most = Math.max(most, values[i]);
    }
  }
  if (most === 0) return [0.1, 1];
  return most / least < 1.5 ? [least / 1.5, most * 1.5] : [least, most];
}
