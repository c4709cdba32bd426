import { message } from '../message.ts';
import type { PlotView, Series } from '../view.ts';
import { axesShapes, type Scale, type Square, scaleOf } from './axes.ts';
import { legendShapes, marker, seriesStyle } from './legend.ts';
import type { Drawing, Picture, Spot } from './picture.ts';
import { rounded, type Shape, shape, shortenedTo, widthOf, words } from './shape.ts';

const height = 280;
const markLine = 14;
/** Points of a series that have their labels beside them, at most: of more, the one that is pointed at tells its own. */
const mostNamed = 12;

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
  const square: Square = { left: 62, right: width - 14, top, bottom: top + height - 52 };
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
        .flatMap(({ px, py, at }) => {
          const point = marker(lines.length + index, px, py);
          const label = isNamed(series) && series.labels?.[at];
          return label ? [point, words(say(label), px + 7, py, { style: 'name' })] : [point];
        }),
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
  return { width, height: square.bottom + 42, shapes, spots: spots.filter((row) => row.length > 0) };
}

function isNamed({ x }: Series): boolean {
  return x.length <= mostNamed;
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

/** How much higher or lower than a place the series are at best, in a part of the square. */
function roomAt(place: number, series: readonly Series[], x: Scale, y: Scale, from: number, to: number): number {
  const inPart = series.flatMap((one) => placed(one, x, y)).filter(({ px }) => px >= from && px <= to);
  return Math.min(...inPart.map(({ py }) => Math.abs(py - place)), Number.MAX_VALUE);
}

/** Level marks have their names above the end where no line is near, upright ones above the square, a line for each. */
function markShapes(
  view: PlotView,
  { left, top, right, bottom }: Square,
  x: Scale,
  y: Scale,
  say: Drawing['say'],
): Shape[] {
  const upright = (view.marks ?? []).filter(({ axis }) => axis === 'x');
  return (view.marks ?? []).flatMap((mark) => {
    const place = (mark.axis === 'x' ? x : y).at(mark.at);
    const text = say(mark.name);
    if (place === undefined) return [];
    if (mark.axis === 'y') {
      if (place < top || place > bottom) return [];
      const [series, wide] = [[...(view.lines ?? []), ...(view.points ?? [])], widthOf(text) + 8];
      const isLeft =
        roomAt(place - 7, series, x, y, right - wide, right) < 14 &&
        roomAt(place - 7, series, x, y, left, left + wide) > roomAt(place - 7, series, x, y, right - wide, right);
      return [
        shape('line', { class: 'mark', x1: left, x2: right, y1: rounded(place), y2: rounded(place) }),
        words(text, isLeft ? left + 4 : right - 4, place - 7, { anchor: isLeft ? 'start' : 'end', style: 'mark-name' }),
      ];
    }
    if (place < left || place > right) return [];
    const line = top - 8 - markLine * (upright.length - 1 - upright.indexOf(mark));
    const isRight = place + 6 + widthOf(text) < right;
    return [
      shape('line', { class: 'mark', x1: rounded(place), x2: rounded(place), y1: line - 6, y2: bottom }),
      words(shortenedTo(text, (isRight ? right - place : place - left) - 8), isRight ? place + 5 : place - 5, line, {
        anchor: isRight ? 'start' : 'end',
        style: 'mark-name',
      }),
    ];
  });
}
