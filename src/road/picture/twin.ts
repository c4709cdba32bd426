import { literal, type Message, message } from '../message.ts';
import type { GraphView, PlotView, Series, View } from '../view.ts';

/** A view as a table. */
interface Twin {
  readonly columns: readonly Message[];
  readonly rows: readonly (readonly (Message | number | null)[])[];
  readonly marked?: number;
}

/** Everything that a picture shows, in rows; of pictures of pixels, what stands below them. */
export function twinOf(view: View): Twin {
  switch (view.kind) {
    case 'plot':
      return plotTwin(view);
    case 'bars':
      return {
        columns: [message('picture.name'), view.value.title],
        rows: view.bars.map(({ name, value }) => [name, value]),
      };
    case 'matrix': {
      const { rows, columns, values } = view;
      return {
        columns: [view.rowTitle ?? literal(''), ...columns],
        rows: rows.map((row, at) => [row, ...values.slice(at * columns.length, (at + 1) * columns.length)]),
      };
    }
    case 'images':
      return { columns: [message('picture.name')], rows: view.images.map(({ caption }) => [caption]) };
    case 'table':
      return view;
    case 'text':
      return {
        columns: [message('picture.text'), view.value ?? message('picture.value')],
        rows: view.passages.flatMap(({ pieces }) =>
          pieces.map(({ text, value, note }) => [literal(text), note ?? value ?? null]),
        ),
      };
    case 'graph':
      return {
        columns: [message('picture.name'), message('picture.value'), message('picture.gradient')],
        rows: [
          ...view.nodes.map(({ name, value = null, gradient = null }) => [name, value, gradient]),
          ...view.edges.flatMap((edge) => arrowRow(view, edge)),
        ],
      };
    case 'sound':
      return {
        columns: [message('picture.name'), message('picture.oscillators'), message('picture.seconds')],
        rows: view.sounds.map(({ name, parts }) => [
          name,
          Math.max(0, ...parts.map(({ oscillators }) => oscillators.length)),
          parts.reduce((sum, { seconds }) => sum + seconds, 0),
        ]),
      };
    case 'formula':
      return { columns: [view.title], rows: [[literal(view.tex)]] };
  }
}

/** What stands on an arrow, by the names of its ends. */
function arrowRow({ nodes }: GraphView, { from, to, note }: GraphView['edges'][number]): (Message | null)[][] {
  const [start, end] = [from, to].map((id) => nodes.find((node) => node.id === id)?.name);
  return start && end && note ? [[message('picture.arrowName', { from: start, to: end }), note, null]] : [];
}

/** Lines that share their places stand side by side, but where marks need a name of their own; others one below the other. */
function plotTwin({ x, y, lines = [], points = [], marks = [] }: PlotView): Twin {
  const all: readonly Series[] = [...lines, ...points];
  const isShared = marks.length === 0 && all.length > 0 && all.every((series) => sameNumbers(series.x, all[0].x));
  if (isShared) {
    return {
      columns: [x.title, ...all.map(({ name }) => (all.length === 1 ? y.title : name))],
      rows: all[0].x.map((value, at) => [value, ...all.map((series) => series.y[at] ?? null)]),
    };
  }
  return {
    columns: [message('picture.series'), x.title, y.title],
    rows: [
      ...marks.map(({ axis, at, name }) => [name, axis === 'x' ? at : null, axis === 'y' ? at : null]),
      ...all.flatMap(({ name, x: xs, y: ys }) => xs.map((value, at) => [name, value, ys[at] ?? null])),
    ],
  };
}

function sameNumbers(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((value, at) => value === other[at]);
}
