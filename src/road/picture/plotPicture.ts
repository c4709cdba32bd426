import { type Message, message } from '../message.ts';
import type { PlotView, Series } from '../view.ts';
import { axesShapes, margin, type Scale, type Square, scaleOf } from './axes.ts';
import { Labels } from './labels.ts';
import { type LegendEntry, legendShapes, marker, seriesStyle } from './legend.ts';
import { levelShapes, markLine, placedMarks, uprightShapes } from './markShapes.ts';
import type { Drawing, Picture, Spot } from './picture.ts';
import { isNamed, type PlacedPoint, placed, pointLabel, trace } from './pointLabels.ts';
import { rounded, type Shape, shape, widthOf } from './shape.ts';

const height = 280;

/** A series, with what its points are called where they are. */
type Labelled = Series & { readonly labels?: readonly Message[] };

/** Lines and points over two axes, their names above, and the marks across. */
export function plotPicture(view: PlotView, { width, say }: Drawing): Picture {
  const { lines = [], points = [], marks = [] } = view;
  const all: readonly Labelled[] = [...lines, ...points];
  const legend = legendShapes(legendEntries(view, say), width);
  // Names of upright marks stand above the square, a line for each.
  const markRoom = marks.filter(({ axis }) => axis === 'x').length * markLine;
  const top = legend.height + markRoom + 10;
  const bottom = top + height - 52;
  const of = (axis: 'x' | 'y') => [
    ...all.flatMap((series) => [...series[axis]]),
    ...marks.filter((mark) => mark.axis === axis).map(({ at }) => at),
  ];
  const y = scaleOf(view.y, of('y'), [bottom, top]);
  const numbers = Math.max(0, ...y.ticks.map(({ label }) => widthOf(label)));
  const square: Square = { left: Math.max(62, numbers + 25), right: width - margin, top, bottom };
  const x = scaleOf(view.x, of('x'), [square.left, square.right]);
  const upright = placedMarks(marks, 'x', x, [square.left, square.right], say);
  const named = { left: square.left, right: width, top, bottom };
  const labels = new Labels(named, [
    ...lines.flatMap((line) => trace(line, x, y, true)),
    ...points.flatMap((series) => trace(series, x, y, false)),
    ...upright.map(({ at }) => ({ left: at - 1, right: at + 1, top, bottom })),
  ]);
  const seen = (series: Series) => placed(series, x, y).filter(({ px, py }) => isInside(square, px, py));
  const shapes: Shape[] = [
    ...legend.shapes,
    ...axesShapes(square, x, y, { x: say(view.x.title), y: say(view.y.title) }),
    ...uprightShapes(upright, square, width),
    ...levelShapes(placedMarks(marks, 'y', y, [top, bottom], say), square, labels),
    ...lines.map((line, index) =>
      shape('path', { ...seriesStyle(index, line.isDashed ? 'dashed' : 'line'), d: path(line, x, y, square) }),
    ),
    ...points.flatMap((series, index) =>
      seen(series).flatMap((point) => [
        marker(lines.length + index, point.px, point.py),
        ...(isNamed(series) && series.labels?.[point.at]
          ? pointLabel(say(series.labels[point.at]), point, labels)
          : []),
      ]),
    ),
  ];
  const spots = [
    ...all.map((series) => seen(series).map((point) => pointSpot(view, series, point))),
    markSpots(view, x, y, square),
  ];
  return { width, height: bottom + 42, shapes, spots: spots.filter((row) => row.length > 0) };
}

function legendEntries({ lines = [], points = [] }: PlotView, say: Drawing['say']): LegendEntry[] {
  return [
    ...lines.map(({ name, isDashed }, index): LegendEntry => {
      return { name: say(name), index, kind: isDashed ? 'dashed' : 'line' };
    }),
    ...points.map(({ name }, index): LegendEntry => ({ name: say(name), index: lines.length + index, kind: 'points' })),
  ];
}

function isInside({ left, right, top, bottom }: Square, px: number, py: number): boolean {
  return px >= left - 0.5 && px <= right + 0.5 && py >= top - 0.5 && py <= bottom + 0.5;
}

/** What a point tells: its own label, or else the name of its series. */
function pointSpot(view: PlotView, { name, labels, x, y }: Labelled, { px, py, at }: PlacedPoint): Spot {
  const parameters = { name: labels?.[at] ?? name, x: x[at], y: y[at] ?? Number.NaN };
  const titles = { xTitle: view.x.title, yTitle: view.y.title };
  return { x: px, y: py, text: message('picture.point', { ...parameters, ...titles }) };
}

/** What each mark tells, at its upper or its right end. */
function markSpots(view: PlotView, x: Scale, y: Scale, square: Square): Spot[] {
  return (view.marks ?? []).flatMap(({ axis, at, name }): Spot[] => {
    const place = (axis === 'x' ? x : y).at(at);
    if (place === undefined) return [];
    const [px, py] = axis === 'x' ? [place, square.top] : [square.right, place];
    const { title } = axis === 'x' ? view.x : view.y;
    const text = message('picture.bar', { name, value: at, title });
    return isInside(square, px, py) ? [{ x: px, y: py, text }] : [];
  });
}

/** Joins the points; what has no place breaks the line. What runs out of the square is cut at a height beyond it. */
function path({ x: xs, y: ys }: Series, x: Scale, y: Scale, { top, bottom }: Square): string {
  let isDrawing = false;
  let d = '';
  for (const [at, value] of xs.entries()) {
    const number = ys[at];
    const [px, py] = [x.at(value), number === null || number === undefined ? undefined : y.at(number)];
    if (px === undefined || py === undefined) {
      isDrawing = false;
      continue;
    }
    d += `${isDrawing ? 'L' : 'M'}${rounded(px)} ${rounded(Math.max(top - 2, Math.min(bottom + 2, py)))}`;
    isDrawing = true;
  }
  return d;
}
