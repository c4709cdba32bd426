import type { Theme } from '../shell/theme.ts';
import type { Context2d } from './canvas.ts';
import type { MatrixFrame } from './matrixDrawing.ts';
import { cssColour } from './ramps.ts';
import type { Viewport } from './viewport.ts';

interface MaskDrawing {
  readonly context: Context2d;
  readonly frame: MatrixFrame;
  readonly viewport: Viewport;
  readonly theme: Theme;
  /** Whether there is a mask: what stands above the diagonal. */
  readonly isCausal: boolean;
  /** Rows that are there by now. */
  readonly grown: number;
}

/** Pixels from one stroke of the hatching to the next. */
const pitch = 6;

/** What may not be looked at, hatched, as far as the rows have grown; and an outline for the rows to come. */
export function drawMask({ context, frame, viewport, theme, isCausal, grown }: MaskDrawing): void {
  const { cell, x, y, rows, columns } = viewport;
  const [left, top] = [frame.left + x, frame.top + y];
  context.save();
  context.beginPath();
  context.rect(frame.left, frame.top, frame.side, frame.side);
  context.clip();
  context.strokeStyle = cssColour(theme.rule);
  context.lineWidth = 1;
  if (isCausal) {
    context.beginPath();
    for (let row = 0; row < grown; row += 1) {
      const from = left + (row + 1) * cell;
      context.rect(from, top + row * cell, Math.max(0, left + columns * cell - from), cell);
    }
    context.save();
    context.clip();
    context.strokeStyle = cssColour(theme.dim);
    context.globalAlpha = 0.5;
    hatch(context, left, top, columns * cell, grown * cell);
    context.restore();
  }
  if (grown < rows) {
    context.setLineDash([3, 3]);
    context.strokeRect(left + 0.5, top + grown * cell + 0.5, columns * cell - 1, (rows - grown) * cell - 1);
  }
  context.restore();
}

function hatch(context: Context2d, left: number, top: number, width: number, height: number): void {
  context.beginPath();
  for (let at = -height; at < width; at += pitch) {
    context.moveTo(left + at, top + height);
    context.lineTo(left + at + height, top);
  }
  context.stroke();
}
