import type { Series } from '../view.ts';
import type { Scale } from './axes.ts';
import { type Box, boxOf, type LabelPlace, type Labels } from './labels.ts';
import { rounded, type Shape, shape, widthOf } from './shape.ts';

/** Points of a series that have their labels beside them, at most: of more, the one that is pointed at tells its own. */
const mostNamed = 12;
/** How far from its point a label with a line that leads to it may stand, in pixels. */
const distances = [22, 36, 50, 64];
const directions = 12;

export interface PlacedPoint {
  readonly px: number;
  readonly py: number;
  /** Its place in the series. */
  readonly at: number;
}

/** The points of a series that have a place on both axes. */
export function placed({ x: xs, y: ys }: Series, x: Scale, y: Scale): PlacedPoint[] {
  return xs.flatMap((value, at) => {
    const number = ys[at];
    const [px, py] = [x.at(value), number === null || number === undefined ? undefined : y.at(number)];
    return px === undefined || py === undefined ? [] : [{ px, py, at }];
  });
}

/** Whether a series has few enough points for their labels to stand beside them. */
export function isNamed({ x }: Series): boolean {
  return x.length <= mostNamed;
}

/** A label right beside its point, or further away with a line between them; none where there is no room at all. */
export function pointLabel(text: string, { px, py }: PlacedPoint, labels: Labels): Shape[] {
  const close: LabelPlace[] = [
    { x: px + 7, y: py, anchor: 'start' },
    { x: px - 7, y: py, anchor: 'end' },
    { x: px, y: py - 12, anchor: 'middle' },
    { x: px, y: py + 12, anchor: 'middle' },
  ];
  const label = labels.put(text, close, 'name');
  if (label) return [label];
  for (const distance of distances) {
    for (let turn = 0; turn < directions; turn++) {
      const angle = (2 * Math.PI * turn) / directions;
      const middle = Math.cos(angle) * (distance + widthOf(text) / 2);
      const place: LabelPlace = { x: px + middle, y: py + Math.sin(angle) * distance, anchor: 'middle' };
      const led = labels.put(text, [place], 'name');
      if (led) return [leader(boxOf(text, place), px, py), led];
    }
  }
  return [];
}

/** From a point to the nearest place of its label. */
function leader({ left, right, top, bottom }: Box, px: number, py: number): Shape {
  const x = Math.max(left, Math.min(right, px));
  const y = Math.max(top, Math.min(bottom, py));
  return shape('line', { class: 'leader', x1: rounded(px), y1: rounded(py), x2: rounded(x), y2: rounded(y) });
}

/** Small boxes along a series, a few pixels apart: what labels should not cover. */
export function trace(series: Series, x: Scale, y: Scale, isLine: boolean): Box[] {
  const points = placed(series, x, y);
  return points.flatMap(({ px, py, at }, place) => {
    const next = points[place + 1];
    const [right, down] = isLine && next?.at === at + 1 ? [next.px - px, next.py - py] : [0, 0];
    const count = Math.max(1, Math.ceil(Math.hypot(right, down) / 6));
    return Array.from({ length: count }, (_, step): Box => {
      const [middle, height] = [px + (right * step) / count, py + (down * step) / count];
      return { left: middle - 3, right: middle + 3, top: height - 3, bottom: height + 3 };
    });
  });
}
