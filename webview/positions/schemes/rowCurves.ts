import { wave, waveShift } from '../../../src/positions/sinusoid.ts';
import { type CurveStyle, quiet } from '../../charts/palette.ts';
import { colourAt, cssColour } from '../../charts/ramps.ts';
import { rampPosition } from '../../charts/scale.ts';
import { axisFont, labels, line } from '../../charts/strokes.ts';
import { lengthOf, startOf, type Track, visiblePlaces } from '../../charts/track.ts';
import { formatMark } from '../../shell/numbers.ts';
import type { ColumnGroup } from './columnGroups.ts';
import type { CurveDrawing } from './curveDrawing.ts';
import type { SchemeTable } from './schemeTable.ts';

const codeHeight = 22;
/** Between the bar code and the curves. */
const gap = 6;
/** Radians a pixel at which a wave can still be seen. */
const fastest = 1;

export interface Curve {
  readonly position: number;
  readonly style: CurveStyle;
  readonly isFront: boolean;
}

interface RowDrawing extends CurveDrawing {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly across: Track;
  /** In the order drawn: the one in front last. */
  readonly curves: readonly Curve[];
  readonly row: number;
  readonly column: number;
  readonly groups: readonly ColumnGroup[];
  /** Width of the waves, where the columns are those of the essay's axis. */
  readonly waveWidth: number | null;
}

/** A position's bar code, and under it several positions as curves, in line with the columns of the heatmap. */
export function drawRows(drawing: RowDrawing): void {
  drawCode(drawing);
  drawCurves(drawing);
}

function drawCode({ context, table, theme, left, across, row }: RowDrawing): void {
  const { data, columns, limit } = table;
  const length = Math.min(across.size, lengthOf(across));
  const [first, end] = visiblePlaces(across);
  context.save();
  context.beginPath();
  context.rect(left, 0, length, codeHeight);
  context.clip();
  for (let column = first; column < end; column += 1) {
    const position = rampPosition({ kind: 'diverging', limit }, data[row * columns + column]);
    context.fillStyle = cssColour(colourAt(theme.ramps.diverging, position));
    context.fillRect(left + startOf(across, column), 0, across.pitch + 0.5, codeHeight);
  }
  context.restore();
  context.strokeStyle = cssColour(theme.rule);
  context.lineWidth = 1;
  context.strokeRect(left - 0.5, 0.5, length + 1, codeHeight - 1);
  context.font = `${axisFont}px ${theme.codeFont}`;
  context.fillStyle = cssColour(theme.foreground);
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.fillText(`p = ${row}`, left - 4, codeHeight / 2);
}

function drawCurves(drawing: RowDrawing): void {
  const { context, table, theme, height, left, across, curves, column, waveWidth } = drawing;
  const [top, bottom] = [codeHeight + gap + 6, height - 8];
  const { limit } = table;
  const length = Math.min(across.size, lengthOf(across));
  const yOf = (value: number) => {
    const share = Math.max(-1.05, Math.min(1.05, value / limit));
    return (top + bottom) / 2 - (share * (bottom - top)) / 2;
  };
  context.strokeStyle = cssColour(theme.rule);
  context.lineWidth = 1;
  context.globalAlpha = quiet(theme);
  for (const value of [-limit, 0, limit]) line(context, left, yOf(value), left + length, yOf(value));
  context.globalAlpha = 1;
  labels(context, theme, 'right');
  for (const value of [-limit, 0, limit]) context.fillText(formatMark(value), left - 4, yOf(value));
  context.save();
  context.beginPath();
  context.rect(left, codeHeight + 2, length, height - codeHeight - 2);
  context.clip();
  const x = left + startOf(across, column) + across.pitch / 2;
  context.strokeStyle = cssColour(theme.dim);
  context.setLineDash([2, 2]);
  line(context, x, top - 4, x, bottom + 4);
  for (const curve of curves) {
    context.strokeStyle = cssColour(curve.style.colour);
    context.lineWidth = curve.isFront ? 2.25 : 1.5;
    context.setLineDash([...curve.style.dash]);
    if (waveWidth === null) tracePlaces(drawing, curve.position, yOf);
    else traceWave(drawing, curve.position, waveWidth, yOf);
  }
  context.setLineDash([]);
  if (waveWidth !== null) drawShift(drawing, waveWidth, yOf);
  context.restore();
}

function tracePlaces(drawing: RowDrawing, position: number, yOf: (value: number) => number): void {
  const { context, table, left, across, groups } = drawing;
  const { data, columns } = table;
  const [first, end] = visiblePlaces(across);
  for (const { from, to, step, isPale } of groups) {
    context.globalAlpha = isPale ? 0.5 : 1;
    context.beginPath();
    for (let column = from; column < to; column += step) {
      if (column < first - step || column >= end + step) continue;
      context.lineTo(left + startOf(across, column) + across.pitch / 2, yOf(data[position * columns + column]));
    }
    context.stroke();
  }
  context.globalAlpha = 1;
}

/** Where the wave turns faster than pixels show, a veil over its whole height stands for it. */
function traceWave(drawing: RowDrawing, position: number, width: number, yOf: (value: number) => number): void {
  const { context, table, left, across } = drawing;
  const length = Math.min(across.size, lengthOf(across));
  // Radians a pixel at dimension i: p·ln(10000)/d·10000^(−i/d) / pitch.
  const steepest = waveShift((position * Math.log(10_000)) / (width * across.pitch * fastest), width);
  const from = Math.max(0, (steepest - table.firstColumn + 0.5) * across.pitch - across.offset);
  if (from > 0) {
    context.globalAlpha = 0.12;
    context.fillStyle = context.strokeStyle;
    context.fillRect(left, yOf(1), Math.min(from, length), yOf(-1) - yOf(1));
    context.globalAlpha = 1;
  }
  context.beginPath();
  for (let x = from; x <= length; x += 0.5) {
    context.lineTo(left + x, yOf(wave(position, dimensionAt(table, across, x), width)));
  }
  context.stroke();
}

function dimensionAt({ firstColumn }: SchemeTable, { offset, pitch }: Track, x: number): number {
  return firstColumn + (x + offset) / pitch - 0.5;
}

/** From the last crest of a position's wave to that of twice the position. */
function drawShift(drawing: RowDrawing, width: number, yOf: (value: number) => number): void {
  const { context, table, theme, left, across, row } = drawing;
  if (row === 0) return;
  context.strokeStyle = cssColour(theme.foreground);
  context.lineWidth = 1.5;
  context.setLineDash([1, 3]);
  traceWave(drawing, 2 * row, width, yOf);
  context.setLineDash([]);
  const crest = waveShift(row / (Math.PI / 2), width);
  const xOf = (dimension: number) => left + (dimension - table.firstColumn + 0.5) * across.pitch - across.offset;
  const [from, to] = [xOf(crest), xOf(crest + waveShift(2, width))];
  const y = yOf(table.limit) - 1;
  line(context, from, y, to, y);
  context.beginPath();
  context.moveTo(to - 6, y - 3.5);
  context.lineTo(to, y);
  context.lineTo(to - 6, y + 3.5);
  context.stroke();
}
