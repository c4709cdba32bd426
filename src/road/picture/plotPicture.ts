import { message } from '../message.ts';
import type { PlotView, Series } from '../view.ts';
import { axesShapes, type Scale, type Square, scaleOf } from './axes.ts';
import { legendShapes, marker, seriesStyle } from './legend.ts';
import type { Drawing, Picture, Spot } from './picture.ts';
import { rounded, type Shape, shape, shortenedTo, widthOf, words } from './shape.ts';

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
  const square: Square = { left: 62, right: width - 14, top: legend.height + 10, bottom: legend.height + height - 42 };
  const all = [...lines, ...points];
  const of = (axis: 'x' | 'y') => [
    ...all.flatMap((series) => [...series[axis]]),
    ...marks.filter((mark) => mark.axis === axis).map(({ at }) => at),
  ];
  const x = scaleOf(view.x, of('x'), [square.left, square.right]);
  const y = scaleOf(view.y, of('y'), [square.bottom, square.top]);
  const clip = (place: number, from: number, to: number) => place >= from - 0.5 && place <= to + 0.5;
  const isInside = (px: number, py: number) =>
    clip(px, square.left, square.right) && clip(py, square.top, square.bottom);
  const shapes: Shape[] = [
    ...legend.shapes,
    ...axesShapes(square, x, y, { x: say(view.x.title), y: say(view.y.title) }),
    ...markShapes(view, square, x, y, say),
    ...lines.map((line, index) =>
      shape('path', {
        ...seriesStyle(index, line.isDashed ? 'dashed' : 'line'),
        d: path(line, x, y, square),
      }),
    ),
    ...points.flatMap((series, index) =>
      placed(series, x, y)
        .filter(({ px, py }) => isInside(px, py))
        .map(({ px, py }) => marker(lines.length + index, px, py)),
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
  return { width, height: legend.height + height, shapes, spots: spots.filter((row) => row.length > 0) };
}

function placed({ x: xs, y: ys }: Series, x: Scale, y: Scale) {
  return xs.flatMap((value, at) => {
    const number = ys[at];
    const [px, py] = [x.at(value), number === null || number === undefined ? undefined : y.at(number)];
    return px === undefined || py === undefined ? [] : [{ px, py, at }];
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

/** Upright marks have their names beside their upper ends, one below the other where they are near. */
function markShapes(view: PlotView, square: Square, x: Scale, y: Scale, say: Drawing['say']): Shape[] {
  return (view.marks ?? []).flatMap(({ axis, at, name }, place) => {
    const px = (axis === 'x' ? x : y).at(at);
    if (px === undefined) return [];
    const text = say(name);
    if (axis === 'y') {
      if (px < square.top || px > square.bottom) return [];
      return [
        shape('line', { class: 'mark', x1: square.left, x2: square.right, y1: rounded(px), y2: rounded(px) }),
        words(text, square.right - 4, px - 7, { anchor: 'end', style: 'mark-name' }),
      ];
    }
    if (px < square.left || px > square.right) return [];
    const room = Math.max(square.right - px, px - square.left) - 8;
    const isRight = px + 6 + widthOf(text) < square.right;
    return [
      shape('line', { class: 'mark', x1: rounded(px), x2: rounded(px), y1: square.top, y2: square.bottom }),
      words(shortenedTo(text, room), isRight ? px + 5 : px - 5, square.top + 8 + 14 * (place % 4), {
        anchor: isRight ? 'start' : 'end',
        style: 'mark-name',
      }),
    ];
  });
}
