import { turnedPoint } from '../../../src/positions/rotation.ts';
import type { ByDistance } from '../../../src/positions/similarity.ts';
import type { Context2d } from '../../charts/canvas.ts';
import { curveStyles, quiet } from '../../charts/palette.ts';
import { cssColour } from '../../charts/ramps.ts';
import { line } from '../../charts/strokes.ts';
import { ticks } from '../../charts/ticks.ts';
import { formatMark } from '../../shell/numbers.ts';
import type { Theme } from '../../shell/theme.ts';

interface Drawing {
  readonly context: Context2d;
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
}

interface DistanceDrawing extends Drawing {
  readonly found: ByDistance;
  /** The distance in front. */
  readonly front: number;
  readonly axis: string;
}

const room = { left: 52, right: 12, top: 8, bottom: 34 } as const;

/** Mean similarity over the distance, with a band of one standard deviation to both sides. */
export function drawByDistance({ context, theme, width, height, found, front, axis }: DistanceDrawing): void {
  const { mean, deviation } = found;
  const last = Math.max(1, mean.length - 1);
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  mean.forEach((value, i) => {
    if (Number.isNaN(value)) return;
    least = Math.min(least, value - deviation[i]);
    most = Math.max(most, value + deviation[i]);
  });
  if (!(most > least)) [least, most] = Number.isFinite(least) ? [least - 1, most + 1] : [-1, 1];
  const xOf = (distance: number) => room.left + ((width - room.left - room.right) * distance) / last;
  const yOf = (value: number) => room.top + ((height - room.top - room.bottom) * (most - value)) / (most - least);
  context.font = `11px ${theme.font}`;
  context.fillStyle = cssColour(theme.dim);
  context.strokeStyle = cssColour(theme.rule);
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (const value of ticks(least, most)) {
    context.fillText(formatMark(value), room.left - 6, yOf(value));
    context.globalAlpha = quiet(theme);
    line(context, room.left, yOf(value), width - room.right, yOf(value));
    context.globalAlpha = 1;
  }
  context.textAlign = 'center';
  for (const distance of ticks(0, last).filter(Number.isInteger)) {
    context.fillText(String(distance), xOf(distance), height - room.bottom + 10);
  }
  context.fillText(axis, (room.left + width - room.right) / 2, height - 7);
  const [{ colour }] = curveStyles(theme);
  context.fillStyle = cssColour(colour);
  context.globalAlpha = theme.isHighContrast ? 0.4 : 0.25;
  context.beginPath();
  for (let i = 0; i < mean.length; i += 1) context.lineTo(xOf(i), yOf(mean[i] + deviation[i]));
  for (let i = mean.length - 1; i >= 0; i -= 1) context.lineTo(xOf(i), yOf(mean[i] - deviation[i]));
  context.fill();
  context.globalAlpha = 1;
  context.strokeStyle = cssColour(colour);
  context.lineWidth = 2;
  context.beginPath();
  for (let i = 0; i < mean.length; i += 1) context.lineTo(xOf(i), yOf(mean[i]));
  context.stroke();
  context.lineWidth = 1;
  if (Number.isNaN(mean[front])) return;
  context.strokeStyle = cssColour(theme.foreground);
  context.setLineDash([2, 2]);
  line(context, xOf(front), room.top, xOf(front), height - room.bottom);
  context.setLineDash([]);
  disc(context, xOf(front), yOf(mean[front]), 4, cssColour(theme.foreground));
}

interface CircleDrawing extends Drawing {
  /** [positions, 2] */
  readonly points: Float64Array;
  readonly position: number;
  readonly shift: number;
  readonly angle: number;
  readonly names: readonly [x: string, y: string];
}

/** The points of a pair at all positions, and the way from one of them to that `shift` positions on. */
export function drawPair(drawing: CircleDrawing): void {
  const { context, theme, width, height, points, position, shift, angle, names } = drawing;
  const largest = points.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const reach = Math.min(width, height) / 2 - 28;
  const [middleX, middleY] = [width / 2, height / 2];
  const at = (x: number, y: number) => [middleX + (reach * x) / largest, middleY - (reach * y) / largest] as const;
  const of = (place: number) => [points[2 * place], points[2 * place + 1]] as const;
  context.strokeStyle = cssColour(theme.rule);
  context.lineWidth = 1;
  context.globalAlpha = quiet(theme);
  line(context, middleX - reach, middleY, middleX + reach, middleY);
  line(context, middleX, middleY - reach, middleX, middleY + reach);
  context.globalAlpha = 1;
  context.font = `11px ${theme.font}`;
  context.fillStyle = cssColour(theme.dim);
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.fillText(`↑ ${names[1]}`, 0, 8);
  context.fillText(`→ ${names[0]}`, 0, 24);
  context.fillStyle = cssColour(theme.dim);
  for (let place = 0; place < points.length / 2; place += 1)
    disc(context, ...at(...of(place)), 2, cssColour(theme.dim));
  const [from, to] = curveStyles(theme);
  const start = of(position);
  traceTurn(drawing, start, at);
  // Where turning leads, whether or not that is where the next point is.
  const [turnedX, turnedY] = at(...turnedPoint(...start, angle));
  context.strokeStyle = cssColour(theme.foreground);
  context.lineWidth = 1.5;
  context.beginPath();
  context.arc(turnedX, turnedY, 8, 0, 2 * Math.PI);
  context.stroke();
  const named = [[position, from, 'p']] as [number, typeof from, string][];
  if (2 * (position + shift) < points.length) named.push([position + shift, to, 'p + k']);
  for (const [place, style, name] of named) {
    const [x, y] = at(...of(place));
    disc(context, x, y, 5, cssColour(style.colour));
    context.font = `bold 12px ${theme.codeFont}`;
    context.fillStyle = cssColour(theme.foreground);
    context.textAlign = 'center';
    const [away, up] = [x - middleX, y - middleY];
    const length = Math.hypot(away, up) || 1;
    context.fillText(name, x + (28 * away) / length, y + (17 * up) / length);
  }
}

/** The arc from a point to where it is turned. */
function traceTurn(
  { context, theme, angle }: CircleDrawing,
  start: readonly [number, number],
  at: (x: number, y: number) => readonly [number, number],
): void {
  const steps = 64;
  context.strokeStyle = cssColour(theme.foreground);
  context.lineWidth = 1.5;
  context.beginPath();
  for (let i = 0; i <= steps; i += 1) context.lineTo(...at(...turnedPoint(...start, (angle * i) / steps)));
  context.stroke();
}

function disc(context: Context2d, x: number, y: number, radius: number, colour: string): void {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}
