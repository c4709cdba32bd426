import { scaleLinear, scaleLog } from 'd3-scale';
import { powerOfTen, writtenNumber } from '../numbers.ts';
import type { Axis } from '../view.ts';
import { rounded, type Shape, shape, widthOf, words } from './shape.ts';

/** Where the square of a picture stands, in pixels. */
export interface Square {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Room to the right of a square, in which the last number of an axis may stand. */
export const margin = 14;

/** Numbers to places along one side. */
export interface Scale {
  /** Where a number stands; undefined where it has no place, as 0 has none on a logarithmic side. */
  readonly at: (value: number) => number | undefined;
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
}

/**
 * A scale that holds all numbers, with a little room.
 * @param pixels where the axis begins and ends
 */
export function scaleOf(axis: Axis, values: Iterable<number | null>, pixels: readonly [number, number]): Scale {
  const isLog = axis.scale === 'log';
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value === null || !Number.isFinite(value) || (isLog && value <= 0)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (least > most) [least, most] = isLog ? [1, 10] : [0, 1];
  if (least === most) [least, most] = isLog ? [least / 2, most * 2] : [least - 0.5, most + 0.5];
  if (isLog) {
    const room = (most / least) ** 0.03;
    [least, most] = [axis.from ?? least / room, axis.to ?? most * room];
  } else {
    const room = (most - least) * 0.04;
    // What begins at 0 stays there.
    [least, most] = [axis.from ?? (least === 0 ? 0 : least - room), axis.to ?? most + room];
  }
  const scale = (isLog ? scaleLog() : scaleLinear()).domain([least, most]).range([...pixels]);
  const count = Math.max(2, Math.floor(Math.abs(pixels[1] - pixels[0]) / (pixels[1] > pixels[0] ? 80 : 40)));
  // Over more than a decade or so, powers of ten are enough.
  const isPower = (value: number) => Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-9;
  const spansPowers = isLog && most / least > 20;
  // A million and more are powers; the thousands below them too, so that one axis speaks one language.
  const writesPowers = spansPowers && most >= 1e6;
  const format = isLog ? scale.tickFormat(count, '~g') : undefined;
  const isLabelled = (value: number) => (spansPowers ? isPower(value) : true) && format?.(value) !== '';
  return {
    at: (value) => (isLog && value <= 0 ? undefined : scale(value)),
    ticks: scale.ticks(count).map((value) => ({
      value,
      label: isLabelled(value) ? (writesPowers && value >= 1e3 ? powerOfTen(Math.log10(value)) : tickLabel(value)) : '',
    })),
  };
}

/** Without the zeros of a measured number: a mark of a scale is chosen. 10⁻⁵, and not 1.000 × 10⁻⁵. */
function tickLabel(value: number): string {
  return writtenNumber(Number(value.toPrecision(10)))
    .replace(/^1\.000\s×\s/, '')
    .replace(/\.?0+(\s×\s)/, '$1')
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
}

/** Rules, numbers and titles of both sides. */
export function axesShapes(
  square: Square,
  x: Scale,
  y: Scale,
  titles: { readonly x: string; readonly y: string },
): Shape[] {
  const { left, top, right, bottom } = square;
  const shapes: Shape[] = [];
  for (const { value, label } of y.ticks) {
    const place = y.at(value);
    if (place === undefined || place < top - 0.5 || place > bottom + 0.5) continue;
    shapes.push(shape('line', { class: 'rule', x1: left, x2: right, y1: rounded(place), y2: rounded(place) }));
    if (label !== '') shapes.push(words(label, left - 6, place, { anchor: 'end' }));
  }
  let written = Number.NEGATIVE_INFINITY;
  for (const { value, label } of x.ticks) {
    const place = x.at(value);
    if (place === undefined || place < left - 0.5 || place > right + 0.5 || label === '') continue;
    const half = widthOf(label) / 2;
    const middle = Math.min(place, right + margin - half);
    // Where two would touch, the first is enough.
    if (middle - half < written) continue;
    written = middle + half + 6;
    shapes.push(words(label, middle, bottom + 12, { anchor: 'middle' }));
  }
  shapes.push(shape('line', { class: 'rule', x1: left, x2: right, y1: bottom, y2: bottom }));
  shapes.push(words(titles.x, (left + right) / 2, bottom + 29, { anchor: 'middle' }));
  shapes.push(words(titles.y, 9, (top + bottom) / 2, { anchor: 'middle', turn: -90 }));
  return shapes;
}
