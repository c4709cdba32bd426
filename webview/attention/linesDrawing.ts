import { type Context2d, shortened } from '../charts/canvas.ts';
import { colourAt, cssColour } from '../charts/ramps.ts';
import { rampPosition, type ValueScale } from '../charts/scale.ts';
import { startOf, type Track, visiblePlaces } from '../charts/track.ts';
import type { Cell } from '../charts/viewport.ts';
import type { Strings } from '../shell/strings.ts';
import type { Theme } from '../shell/theme.ts';
import type { HeadView } from './headView.ts';

interface LinesDrawing {
  readonly context: Context2d;
  readonly width: number;
  /** The rows of both columns. */
  readonly track: Track;
  readonly view: HeadView;
  readonly scale: ValueScale;
  readonly theme: Theme;
  readonly query: number | null;
  readonly key: number | null;
  /** Whether all lines to the key come forward, rather than those from the query. */
  readonly isKeyPointed: boolean;
  readonly focused: Cell | null;
  readonly strings: Strings;
}

export const titleHeight = 24;
export const columnWidth = 132;
/** Lines fainter than this share of the largest value are not drawn. */
export const faintest = 0.02;
const widestLine = 5;

/** The share of all attention that is in weights under the cutoff, 0…1. */
export function leftOut({ data, length }: HeadView, cutoff: number): number {
  let faint = 0;
  let all = 0;
  for (let query = 0; query < length; query += 1) {
    for (let key = 0; key <= query; key += 1) {
      const weight = data[query * length + key];
      all += weight;
      if (weight < cutoff) faint += weight;
    }
  }
  return all === 0 ? 0 : faint / all;
}

export function drawLines(drawing: LinesDrawing): void {
  const { context, width, track } = drawing;
  context.save();
  context.beginPath();
  context.rect(0, titleHeight, width, track.size);
  context.clip();
  drawAllLines(drawing);
  drawTokens(drawing);
  context.restore();
  drawTitles(drawing);
}

interface Line {
  readonly query: number;
  readonly key: number;
  readonly value: number;
  readonly isFront: boolean;
}

/** Faint ones first, so that strong ones lie on top; those in front last. */
function drawAllLines({ context, width, track, view, scale, theme, query, key, isKeyPointed }: LinesDrawing): void {
  const { data, length } = view;
  const [first, end] = visiblePlaces(track);
  const cutoff = faintest * scale.limit;
  const hasFront = query !== null || isKeyPointed;
  const lines: Line[] = [];
  for (let from = 0; from < length; from += 1) {
    for (let to = 0; to <= from; to += 1) {
      const value = data[from * length + to];
      const isSeen = (from >= first && from < end) || (to >= first && to < end);
      if (!isSeen || !(Math.abs(value) >= cutoff) || value === 0 || !Number.isFinite(value)) continue;
      lines.push({ query: from, key: to, value, isFront: isKeyPointed ? to === key : from === query });
    }
  }
  lines.sort((a, b) => Number(a.isFront) - Number(b.isFront) || Math.abs(a.value) - Math.abs(b.value));
  const ramp = scale.kind === 'diverging' ? theme.ramps.diverging : theme.ramps.sequential;
  const middle = (index: number) => titleHeight + startOf(track, index) + track.pitch / 2;
  const [left, right] = [columnWidth + 6, width - columnWidth - 6];
  const bend = (right - left) / 3;
  for (const line of lines) {
    const strength = Math.abs(line.value) / scale.limit;
    context.globalAlpha = hasFront && !line.isFront ? 0.25 : 1;
    context.strokeStyle = cssColour(colourAt(ramp, rampPosition(scale, line.value)));
    context.lineWidth = 0.5 + strength * widestLine;
    context.beginPath();
    context.moveTo(left, middle(line.query));
    context.bezierCurveTo(left + bend, middle(line.query), right - bend, middle(line.key), right, middle(line.key));
    context.stroke();
  }
  context.globalAlpha = 1;
}

function drawTokens({ context, width, track, view, theme, query, key, focused }: LinesDrawing): void {
  context.font = `13px ${theme.codeFont}`;
  context.textBaseline = 'middle';
  const [first, end] = visiblePlaces(track);
  for (let index = first; index < end; index += 1) {
    const top = titleHeight + startOf(track, index);
    const name = (x: number, align: CanvasTextAlign, isFront: boolean, isFocused: boolean) => {
      const text = shortened(context, view.units.labels[index], columnWidth - 12);
      const length = context.measureText(text).width;
      context.textAlign = align;
      context.fillStyle = cssColour(isFront || isFocused ? theme.foreground : theme.dim);
      context.fillText(text, x, top + track.pitch / 2);
      const start = align === 'right' ? x - length : x;
      context.strokeStyle = cssColour(isFocused ? theme.focus : theme.foreground);
      context.lineWidth = isFocused ? 2 : 1;
      if (isFront || isFocused) context.strokeRect(start - 3, top + 1.5, length + 6, track.pitch - 3);
    };
    name(columnWidth, 'right', index === query, index === focused?.query);
    name(width - columnWidth, 'left', index === key, index === focused?.key);
  }
}

function drawTitles({ context, width, theme, strings }: LinesDrawing): void {
  context.font = `12px ${theme.font}`;
  context.fillStyle = cssColour(theme.dim);
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.fillText(strings('attention.axisQuery'), 0, titleHeight / 2 - 2);
  context.textAlign = 'right';
  context.fillText(strings('attention.axisKey'), width, titleHeight / 2 - 2);
}
