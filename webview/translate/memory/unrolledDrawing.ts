import { type Context2d, shortened } from '../../charts/canvas.ts';
import type { HeatmapPainter } from '../../charts/heatmap.ts';
import { drawHeatmap } from '../../charts/heatmapDrawing.ts';
import type { MatrixNames } from '../../charts/matrixDrawing.ts';
import { drawName } from '../../charts/names.ts';
import { colourAt, cssColour } from '../../charts/ramps.ts';
import { line } from '../../charts/strokes.ts';
import { formatMark, formatNumber } from '../../shell/numbers.ts';
import type { Theme } from '../../shell/theme.ts';
import { middleOf, type UnrolledLayout } from './unrolledLayout.ts';

/** What an unrolled network is drawn from. */
export interface UnrolledPicture {
  readonly names: MatrixNames;
  /** How much is left of each token. */
  readonly memory: ArrayLike<number>;
  /** How much the transformer looked at each; null where there is none. */
  readonly looks: ArrayLike<number> | null;
  readonly titles: { readonly chain: string; readonly states: string; readonly memory: string; readonly looks: string };
}

interface UnrolledDrawing {
  readonly context: Context2d;
  readonly theme: Theme;
  readonly layout: UnrolledLayout;
  readonly picture: UnrolledPicture;
  /** Of the states, one tile, [units, tokens]. */
  readonly painter: HeatmapPainter;
  readonly front: number | null;
  readonly unit: number | null;
  readonly isFocused: boolean;
  /** How far the picture is scrolled: what its parts are is said where they are seen. */
  readonly scrolled: number;
}

/** Half the height of a state in the chain, and half its width at most. */
const box = 9;
const widestBox = 6;

export function drawUnrolled(drawing: UnrolledDrawing): void {
  const { layout, picture } = drawing;
  drawNames(drawing);
  drawChain(drawing);
  drawTitle(drawing, picture.titles.states, layout.states.top);
  drawStates(drawing);
  drawTitle(drawing, picture.titles.memory, layout.memory.top);
  drawBars(drawing, layout.memory, picture.memory, drawing.theme.warm);
  if (picture.looks !== null) {
    drawTitle(drawing, picture.titles.looks, layout.looks.top);
    drawBars(drawing, layout.looks, picture.looks, colourAt(drawing.theme.ramps.sequential, 0.6), 1);
  }
  drawFront(drawing);
}

function drawTitle({ context, theme, layout, scrolled }: UnrolledDrawing, text: string, bottom: number): void {
  context.font = `12px ${theme.font}`;
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  context.fillStyle = cssColour(theme.dim);
  context.fillText(text, layout.left + scrolled, bottom - 7);
}

function drawNames({ context, theme, layout, picture, front }: UnrolledDrawing): void {
  for (const [token, name] of picture.names.names.entries()) {
    const isFront = token === front;
    drawName(context, name, middleOf(layout, token), layout.names, {
      ...{ pitch: layout.pitch, room: layout.names, isBold: isFront, font: theme.codeFont },
      colour: isFront ? theme.foreground : theme.dim,
    });
  }
}

/** A state a token, each made by the same matrix: one colour for all of its arrows. */
function drawChain({ context, theme, layout, picture, front, scrolled }: UnrolledDrawing): void {
  const { chain, names, columns, pitch } = layout;
  const weights = cssColour(theme.warm);
  const half = Math.min(widestBox, Math.floor(pitch / 5));
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  for (let token = 0; token < columns; token += 1) {
    const x = middleOf(layout, token);
    context.strokeStyle = cssColour(theme.dim);
    context.lineWidth = 1;
    arrow(context, x, names + 4, x, chain - box - 1);
    context.lineWidth = token === front ? 2 : 1;
    context.strokeStyle = cssColour(token === front ? theme.foreground : theme.dim);
    context.strokeRect(x - half, chain - box, 2 * half, 2 * box);
    if (token === 0) continue;
    context.strokeStyle = weights;
    context.lineWidth = 2;
    arrow(context, x - pitch + half + 1, chain, x - half - 1, chain);
    if (pitch < 36) continue;
    context.font = `italic 11px ${theme.font}`;
    context.fillStyle = cssColour(theme.foreground);
    context.fillText('W', x - pitch / 2, chain - 6);
  }
  context.font = `12px ${theme.font}`;
  context.textAlign = 'left';
  context.fillStyle = cssColour(theme.foreground);
  const sample = layout.left + scrolled + 22;
  context.fillText(shortened(context, picture.titles.chain, layout.width - sample - 4), sample + 4, chain + 24);
  context.strokeStyle = weights;
  context.lineWidth = 2;
  arrow(context, sample - 22, chain + 20, sample - 2, chain + 20);
}

function arrow(context: Context2d, x1: number, y1: number, x2: number, y2: number): void {
  const angle = Math.atan2(y2 - y1, x2 - x1);
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  for (const side of [-1, 1]) {
    context.moveTo(x2, y2);
    context.lineTo(x2 - 4 * Math.cos(angle + side * 0.6), y2 - 4 * Math.sin(angle + side * 0.6));
  }
  context.stroke();
}

function drawStates({ context, theme, layout, painter }: UnrolledDrawing): void {
  const ratio = window.devicePixelRatio;
  const { left, columns, pitch, units, states } = layout;
  const width = Math.round(columns * pitch * ratio);
  const height = Math.round((states.bottom - states.top) * ratio);
  const placement = { tile: 0, x: 0, y: 0, width, height, fromX: 0, fromY: 0 };
  const placed = [{ ...placement, step: columns / width, stepY: units / height }];
  const scale = { kind: 'diverging', limit: 1 } as const;
  const painting = { width, height, placements: placed, scale, ramp: theme.ramps.diverging };
  drawHeatmap(context, painter, painting, left, states.top);
  context.lineWidth = 1;
  context.strokeStyle = cssColour(theme.rule);
  context.strokeRect(left, states.top, columns * pitch, states.bottom - states.top);
}

/** @param limit what the whole height stands for; the largest where absent */
function drawBars(
  { context, theme, layout, front }: UnrolledDrawing,
  { top, bottom }: { readonly top: number; readonly bottom: number },
  values: ArrayLike<number>,
  colour: Theme['warm'],
  limit = Math.max(...Array.from(values)),
): void {
  const { pitch, left, columns } = layout;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  for (let token = 0; token < columns; token += 1) {
    const x = middleOf(layout, token);
    const height = limit > 0 ? Math.max(values[token] > 0 ? 1 : 0, (values[token] / limit) * (bottom - top)) : 0;
    context.fillStyle = cssColour(colour);
    context.fillRect(x - pitch * 0.32, bottom - height, pitch * 0.64, height);
    if (theme.isHighContrast) {
      context.strokeStyle = cssColour(theme.rule);
      context.lineWidth = 1;
      context.strokeRect(x - pitch * 0.32, bottom - height, pitch * 0.64, height);
    }
    const isFront = token === front;
    if (pitch < 44 && !isFront) continue;
    context.font = `${isFront ? 'bold ' : ''}11px ${theme.font}`;
    context.fillStyle = cssColour(isFront ? theme.foreground : theme.dim);
    const text = isFront ? formatNumber(values[token]) : formatMark(Number(values[token].toPrecision(2)));
    const half = context.measureText(text).width / 2;
    context.fillText(text, Math.max(left + half, Math.min(layout.width - half, x)), bottom + 4);
  }
  context.strokeStyle = cssColour(theme.rule);
  context.lineWidth = 1;
  line(context, left, bottom + 0.5, left + columns * pitch, bottom + 0.5);
}

function drawFront({ context, theme, layout, front, unit, isFocused }: UnrolledDrawing): void {
  if (front === null) return;
  const { left, pitch, states, units } = layout;
  context.lineWidth = isFocused ? 2 : 1;
  context.strokeStyle = cssColour(isFocused ? theme.focus : theme.foreground);
  context.strokeRect(left + front * pitch, states.top, pitch, states.bottom - states.top);
  if (unit === null) return;
  const height = (states.bottom - states.top) / units;
  context.lineWidth = 2;
  context.strokeStyle = cssColour(theme.foreground);
  context.strokeRect(left + front * pitch, states.top + unit * height - 1, pitch, height + 2);
}
