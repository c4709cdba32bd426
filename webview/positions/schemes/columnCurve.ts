import type { Context2d } from '../../charts/canvas.ts';
import { quiet } from '../../charts/palette.ts';
import { colourAt, cssColour } from '../../charts/ramps.ts';
import { rampPosition } from '../../charts/scale.ts';
import { labels, line } from '../../charts/strokes.ts';
import { lengthOf, startOf, type Track, visiblePlaces } from '../../charts/track.ts';
import { formatMark } from '../../shell/numbers.ts';
import type { Theme } from '../../shell/theme.ts';
import type { CurveDrawing } from './curveDrawing.ts';
import type { SchemeTable } from './schemeTable.ts';

interface ColumnDrawing extends CurveDrawing {
  readonly width: number;
  readonly top: number;
  readonly down: Track;
  readonly column: number;
  /** The row in front. */
  readonly row: number;
}

/** One dimension over all positions, in line with the rows of the heatmap: position down, value across. */
export function drawColumnCurve(drawing: ColumnDrawing): void {
  const { context, table, theme, width, top, down, column, row } = drawing;
  const [left, right] = [8, width - 10];
  const middle = (left + right) / 2;
  const reach = (right - left) / 2;
  const height = Math.min(down.size, lengthOf(down));
  const { limit, columns, data } = table;
  const xOf = (value: number) => middle + reach * Math.max(-1.05, Math.min(1.05, value / limit));
  context.strokeStyle = cssColour(theme.rule);
  context.lineWidth = 1;
  context.globalAlpha = quiet(theme);
  for (const value of [-limit, 0, limit]) line(context, xOf(value), top, xOf(value), top + height);
  context.globalAlpha = 1;
  for (const [value, align, x] of [
    [-limit, 'left', 0],
    [0, 'center', middle],
    [limit, 'right', width],
  ] as const) {
    labels(context, theme, align);
    context.fillText(formatMark(value), x, top - 9);
  }
  context.save();
  context.beginPath();
  context.rect(0, top, width, height);
  context.clip();
  context.strokeStyle = cssColour(theme.foreground);
  context.lineWidth = 1.5;
  context.beginPath();
  const [first, end] = visiblePlaces(down);
  for (let place = Math.max(0, first - 1); place < Math.min(table.rows, end + 1); place += 1) {
    context.lineTo(xOf(data[place * columns + column]), top + startOf(down, place) + down.pitch / 2);
  }
  context.stroke();
  if (down.pitch >= 7) {
    for (let place = first; place < end; place += 1) {
      const y = top + startOf(down, place) + down.pitch / 2;
      dot(context, theme, table, data[place * columns + column], xOf(data[place * columns + column]), y, 2.5);
    }
  }
  const y = top + startOf(down, row) + down.pitch / 2;
  context.strokeStyle = cssColour(theme.dim);
  context.setLineDash([2, 2]);
  line(context, 0, y, width, y);
  context.setLineDash([]);
  dot(context, theme, table, data[row * columns + column], xOf(data[row * columns + column]), y, 4.5);
  context.restore();
}

function dot(
  context: Context2d,
  theme: Theme,
  { limit }: SchemeTable,
  value: number,
  x: number,
  y: number,
  radius: number,
) {
  context.fillStyle = cssColour(colourAt(theme.ramps.diverging, rampPosition({ kind: 'diverging', limit }, value)));
  context.strokeStyle = cssColour(theme.foreground);
  context.lineWidth = 1;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}
