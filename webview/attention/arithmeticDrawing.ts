import type { CellArithmetic } from '../../src/protocol/run.ts';
import { drawBars, largestMagnitude } from '../charts/bars.ts';
import type { Context2d } from '../charts/canvas.ts';
import { drawName, type Name } from '../charts/names.ts';
import { colourAt, cssColour } from '../charts/ramps.ts';
import { rampPosition } from '../charts/scale.ts';
import { lengthOf, startOf, type Track, visiblePlaces } from '../charts/track.ts';
import { formatNumber } from '../shell/numbers.ts';
import type { Theme } from '../shell/theme.ts';
import type { WorkedCell } from './arithmetic.ts';

export const barsHeight = 44;
export const termsHeight = 3 * 30;
/** Room at the right end for the numbers of an axis. */
export const axisRoom = 56;
const termsLabel = 56;
/** Room above the columns of components for what they are called. */
const titleHeight = 18;

/** Heights of bars, by stage: what a bar of full height stands for. */
export interface Limits {
  readonly compare: number;
  readonly scale: number;
  readonly mask: number;
  readonly softmax: number;
  readonly addUp: number;
}

export function limitsOf(cell: CellArithmetic): Limits {
  const scores = largestMagnitude(cell.scores);
  let added = 0;
  const size = cell.q.length;
  for (let key = 0; key <= cell.query; key += 1) {
    for (let i = 0; i < size; i += 1) {
      added = Math.max(added, Math.abs(cell.weights[key] * cell.values[key * size + i]));
    }
  }
  return {
    compare: largestMagnitude(cell.raw),
    scale: largestMagnitude(cell.raw) * cell.scale,
    mask: scores,
    softmax: 1,
    addUp: Math.max(added, largestMagnitude(cell.z)),
  };
}

/** The band that ties the stages together: the column of the pinned key. */
export function drawColumn(context: Context2d, track: Track, key: number, height: number, theme: Theme) {
  const x = startOf(track, key);
  if (x < 0 || x >= track.size) return;
  context.globalAlpha = theme.isHighContrast ? 1 : 0.1;
  context.fillStyle = cssColour(theme.foreground);
  if (!theme.isHighContrast) context.fillRect(x, 0, track.pitch, height);
  context.globalAlpha = 1;
  if (!theme.isHighContrast) return;
  context.strokeStyle = cssColour(theme.foreground);
  context.strokeRect(x + 0.5, -1, track.pitch - 1, height + 2);
}

/** The tokens that all stages share. */
export function drawTokenRow(
  context: Context2d,
  track: Track,
  names: readonly Name[],
  height: number,
  query: number,
  key: number,
  theme: Theme,
): void {
  const [first, end] = visiblePlaces(track);
  for (let token = first; token < end; token += 1) {
    if (startOf(track, token) + track.pitch > track.size + 1) break;
    const isFront = token === query || token === key;
    drawName(context, names[token], startOf(track, token) + track.pitch / 2, height - 4, {
      pitch: track.pitch,
      room: height - 8,
      colour: token > query || !isFront ? theme.dim : theme.foreground,
      isBold: isFront,
      font: theme.codeFont,
    });
  }
}

/** q, k and their product, component by component, above each other. */
export function drawTerms(
  context: Context2d,
  width: number,
  cell: CellArithmetic,
  worked: WorkedCell,
  theme: Theme,
): void {
  const rows = [
    ['q', cell.q],
    ['k', cell.k],
    ['q × k', worked.terms],
  ] as const;
  const pitch = Math.min(20, (width - termsLabel - axisRoom) / cell.q.length);
  const vectors = Math.max(largestMagnitude(cell.q), largestMagnitude(cell.k));
  rows.forEach(([name, values], row) => {
    const top = row * 30;
    context.font = `italic 12px ${theme.font}`;
    context.fillStyle = cssColour(theme.dim);
    context.textBaseline = 'middle';
    context.textAlign = 'left';
    context.fillText(name, 0, top + 14);
    const limit = row < 2 ? vectors : largestMagnitude(values);
    drawBars(context, {
      track: { count: values.length, pitch, offset: -termsLabel, size: width + termsLabel },
      values,
      top: top + 2,
      height: 26,
      limit,
      isSigned: true,
      ...colours(theme),
    });
    drawAxis(context, termsLabel + values.length * pitch, top + 2, 26, limit, true, theme);
  });
}

/** What the end of a bar stands for, at the right of the bars. */
function drawAxis(
  context: Context2d,
  x: number,
  top: number,
  height: number,
  limit: number,
  isSigned: boolean,
  theme: Theme,
): void {
  context.font = `11px ${theme.font}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillStyle = cssColour(theme.dim);
  context.fillText(formatNumber(limit), x + 8, top + 5);
  context.fillText(isSigned ? formatNumber(-limit) : '0', x + 8, top + height - 5);
  context.fillStyle = cssColour(theme.rule);
  context.fillRect(x + 4, top, 1, height);
}

/** A stage's number for every key. `masked` are struck out from that key on. */
export function drawStage(
  context: Context2d,
  track: Track,
  values: ArrayLike<number>,
  limit: number,
  isSigned: boolean,
  masked: number | null,
  theme: Theme,
): void {
  drawBars(context, { track, values, top: 2, height: barsHeight - 4, limit, isSigned, ...colours(theme, isSigned) });
  drawAxis(context, Math.min(lengthOf(track), track.size), 2, barsHeight - 4, limit, isSigned, theme);
  if (masked === null) return;
  const [from, to] = [Math.max(0, startOf(track, masked)), Math.min(track.size, lengthOf(track) - track.offset)];
  if (to <= from) return;
  context.save();
  context.beginPath();
  context.rect(from, 0, to - from, barsHeight);
  context.clip();
  context.strokeStyle = cssColour(theme.dim);
  context.globalAlpha = theme.isHighContrast ? 1 : 0.4;
  context.lineWidth = 1;
  context.beginPath();
  const start = from - (((from + track.offset) % 8) + 8);
  for (let x = start; x < to + barsHeight; x += 8) {
    context.moveTo(x, barsHeight);
    context.lineTo(x + barsHeight, 0);
  }
  context.stroke();
  context.restore();
}

/** α·v of every key as columns of components, and their sum z at the right end. */
export function drawAdded(
  context: Context2d,
  track: Track,
  height: number,
  sumAt: number,
  sumWidth: number,
  cell: CellArithmetic,
  worked: WorkedCell,
  limit: number,
  theme: Theme,
): void {
  const size = cell.q.length;
  const row = (height - titleHeight) / size;
  const scale = { kind: 'diverging', limit } as const;
  context.font = `italic 12px ${theme.font}`;
  context.textBaseline = 'middle';
  context.fillStyle = cssColour(theme.dim);
  context.textAlign = 'left';
  context.fillText('α · v', Math.max(0, startOf(track, 0)), titleHeight / 2 - 2);
  context.textAlign = 'center';
  context.fillText('z', sumAt + sumWidth / 2, titleHeight / 2 - 2);
  context.save();
  context.translate(0, titleHeight);
  const paint = (value: number, x: number, i: number, width: number) => {
    context.fillStyle = cssColour(colourAt(theme.ramps.diverging, rampPosition(scale, value)));
    context.fillRect(x, i * row, width, Math.ceil(row));
  };
  const [first, end] = visiblePlaces(track);
  for (let key = first; key < Math.min(end, cell.query + 1); key += 1) {
    if (startOf(track, key) + track.pitch > track.size + 1) break;
    for (let i = 0; i < size; i += 1) {
      paint(cell.weights[key] * cell.values[key * size + i], startOf(track, key), i, Math.ceil(track.pitch) - 1);
    }
  }
  for (let i = 0; i < size; i += 1) paint(cell.z[i], sumAt, i, sumWidth);
  context.strokeStyle = cssColour(theme.rule);
  context.lineWidth = 1;
  context.strokeRect(sumAt - 0.5, 0.5, sumWidth + 1, height - titleHeight - 1);
  context.strokeStyle = cssColour(theme.foreground);
  const x = startOf(track, cell.key);
  for (const [left, width] of [
    [x, track.pitch - 1],
    [sumAt, sumWidth],
  ]) {
    context.strokeRect(left - 0.5, worked.component * row - 0.5, width + 1, row + 1);
  }
  context.restore();
}

function colours(theme: Theme, isSigned = true) {
  return {
    positive: isSigned ? colourAt(theme.ramps.diverging, 0.9) : colourAt(theme.ramps.sequential, 0.6),
    negative: colourAt(theme.ramps.diverging, 0.1),
    rule: theme.rule,
    outline: theme.isHighContrast ? theme.foreground : null,
  };
}
