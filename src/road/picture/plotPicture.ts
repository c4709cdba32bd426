import { message } from '../message.ts';
import type { PlotView, Series } from '../view.ts';
import { axesShapes, margin, type Scale, type Square, scaleOf } from './axes.ts';
import { Labels } from './labels.ts';
import { legendShapes, marker, seriesStyle } from './legend.ts';
import { levelShapes, markLine, placedMarks, uprightShapes } from './markShapes.ts';
import type { Drawing, Picture, Spot } from './picture.ts';
import { isNamed, placed, pointLabel, trace } from './pointLabels.ts';
import { rounded, type Shape, shape, widthOf } from './shape.ts';

const height = 280;

/** Lines and points over two axes, their names above, and the marks across. */
export function plotPicture(view: PlotView, { width, say }: Drawing): Picture {
  const lines = view.lines ?? [];
  const points = view.points ?? [];
  const marks = view.marks ?? [];
  const legend = legendShapes(
    [
      ...lines.map(
        ({ name, isDashed }, index) => ({ name: say(name), index, kind: isDashed ? 'dashed' : 'line' }) as const,
      ),
      ...points.map(({ name }, index) => ({ name: say(name), index: lines.length + index, kind: 'points' }) as const),
    ],
    width,
  );
  // Names of upright marks stand above the square, a line for each.
  const markRoom = marks.filter(({ axis }) => axis === 'x').length * markLine;
  const top = legend.height + markRoom + 10;
  const bottom = top + height - 52;
  const all = [...lines, ...points];
  const of = (axis: 'x' | 'y') => [
    ...all.flatMap((series) => [...series[axis]]),
    ...marks.filter((mark) => mark.axis === axis).map(({ at }) => at),
  ];
  const y = scaleOf(view.y, of('y'), [bottom, top]);
  const numbers = Math.max(0, ...y.ticks.map(({ label }) => widthOf(label)));
  const square: Square = { left: Math.max(62, numbers + 25), right: width - margin, top, bottom };
  const x = scaleOf(view.x, of('x'), [square.left, square.right]);
  const clip = (place: number, from: number, to: number) => place >= from - 0.5 && place <= to + 0.5;
  const isInside = (px: number, py: number) =>
    clip(px, square.left, square.right) && clip(py, square.top, square.bottom);
  const upright = placedMarks(marks, 'x', x, [square.left, square.right], say);
  const named = { left: square.left, right: width, top, bottom };
  const labels = new Labels(named, [
    ...lines.flatMap((line) => trace(line, x, y, true)),
    ...points.flatMap((series) => trace(series, x, y, false)),
    ...upright.map(({ at }) => ({ left: at - 1, right: at + 1, top, bottom })),
  ]);
  const shapes: Shape[] = [
    ...legend.shapes,
    ...axesShapes(square, x, y, { x: say(view.x.title), y: say(view.y.title) }),
    ...uprightShapes(upright, square, width),
    ...levelShapes(placedMarks(marks, 'y', y, [top, bottom], say), square, labels),
    ...lines.map((line, index) =>
      shape('path', {
        ...seriesStyle(index, line.isDashed ? 'dashed' : 'line'),
        d: path(line, x, y, square),
      }),
    ),
    ...points.flatMap((series, index) =>
      placed(series, x, y)
        .filter(({ px, py }) => isInside(px, py))
        .flatMap(({ px, py, at }) => [
          marker(lines.length + index, px, py),
          ...(isNamed(series) && series.labels?.[at] ? pointLabel(say(series.labels[at]), { px, py, at }, labels) : []),
        ]),
    ),
  ];
  const spots = all.map((series): Spot[] =>
    placed(series, x, y)
      .filter(({ px, py }) => isInside(px, py))
      .map(({ px, py, at }) => {
        const own =
          'labels' in series ? (series as { readonly labels?: readonly Series['name'][] }).labels?.[at] : undefined;
        const parameters = { name: own ?? series.name, x: series.x[at], y: series.y[at] ?? Number.NaN };
        return {
          x: px,
          y: py,
          text: message('picture.point', { ...parameters, xTitle: view.x.title, yTitle: view.y.title }),
        };
      }),
  );
  const markSpots = marks.flatMap(({ axis, at, name }): Spot[] => {
    const place = (axis === 'x' ? x : y).at(at);
    if (place === undefined) return [];
    const [px, py] = axis === 'x' ? [place, top] : [square.right, place];
    const title = axis === 'x' ? view.x.title : view.y.title;
    return isInside(px, py) ? [{ x: px, y: py, text: message('picture.bar', { name, value: at, title }) }] : [];
  });
  const rows = [...spots, markSpots].filter((row) => row.length > 0);
  return { width, height: square.bottom + 42, shapes, spots: rows };
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
