import type { ToldApart } from '../../../src/positions/coveredSentence.ts';
import type { Context2d } from '../../charts/canvas.ts';
import { cssColour } from '../../charts/ramps.ts';
import { startOf, visiblePlaces } from '../../charts/track.ts';
import type { Theme } from '../../shell/theme.ts';
import type { Placed } from '../tableHeatmap.ts';

interface NotesDrawing {
  readonly context: Context2d;
  readonly theme: Theme;
  readonly placed: Placed;
  readonly width: number;
  readonly apart: ToldApart;
  readonly tolerance: number;
  readonly front: number;
  readonly nameOf: (position: number) => string;
}

const bracket = 14;
const smallestText = 9;

/** Beside each row: that it can be told apart, or which other one it is taken for. */
export function drawNotes(drawing: NotesDrawing): void {
  const { context, theme, placed, apart, tolerance, front, nameOf } = drawing;
  const { down } = placed.viewport;
  const middleOf = (row: number) => placed.frame.top + startOf(down, row) + down.pitch / 2;
  const size = Math.min(12, Math.floor(down.pitch) - 1);
  const [first, end] = visiblePlaces(down);
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (let row = first; row < end; row += 1) {
    const isConfused = !(apart.distance[row] > tolerance);
    const isFront = row === front;
    context.fillStyle = cssColour(isConfused || isFront ? theme.foreground : theme.dim);
    if (size < smallestText && !isFront) {
      // No room for words: a mark, where there is something to say.
      if (isConfused)
        context.fillRect(bracket, middleOf(row) - Math.max(0.5, down.pitch / 4), 8, Math.max(1, down.pitch / 2));
      continue;
    }
    context.font = `${isFront ? 'bold ' : ''}${Math.max(smallestText, size)}px ${theme.codeFont}`;
    const nearest = apart.nearest[row];
    const note = !isConfused ? '✓' : nearest < 0 ? '≈' : `≈ ${nameOf(nearest)}`;
    context.fillText(note, bracket, middleOf(row));
  }
  const nearest = apart.nearest[front];
  if (nearest < 0 || apart.distance[front] > tolerance) return;
  context.strokeStyle = cssColour(theme.foreground);
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(bracket - 3, middleOf(front));
  context.lineTo(3, middleOf(front));
  context.lineTo(3, middleOf(nearest));
  context.lineTo(bracket - 3, middleOf(nearest));
  context.stroke();
}
