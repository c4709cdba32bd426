import type { Theme } from '../shell/theme.ts';
import type { Context2d } from './canvas.ts';
import { cssColour } from './ramps.ts';

export const axisFont = 11;

/** Makes ready to write the numbers of an axis. */
export function labels(context: Context2d, theme: Theme, align: CanvasTextAlign): void {
  context.font = `${axisFont}px ${theme.font}`;
  context.fillStyle = cssColour(theme.dim);
  context.textAlign = align;
  context.textBaseline = 'middle';
}

export function line(context: Context2d, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}
