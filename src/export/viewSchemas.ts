import * as v from 'valibot';
import type { SchemaOf } from '../protocol/validation.ts';
import type { Message, RoadKey } from '../road/message.ts';
import type { View } from '../road/view.ts';
import { count, few, finite } from './schemas.ts';

// What an experiment showed, as a saved view holds it. Whatever is drawn is bounded: sounds are made of their samples, and
// pictures of as many shapes as there are numbers.

const key = v.custom<RoadKey>((value) => typeof value === 'string' && value.length <= 200);
const words = v.pipe(v.string(), v.maxLength(100_000));
/** A sentence that is not made yet; one inside another as deep as the file's JSON may be. */
export const message: SchemaOf<Message> = v.strictObject({
  key,
  parameters: v.optional(
    v.record(
      v.pipe(v.string(), v.maxLength(100)),
      v.lazy(() => parameter),
    ),
  ),
});
const parameter: SchemaOf<string | number | Message> = v.union([words, finite, message]);

const many = 200_000;
const list = <Item extends v.GenericSchema>(item: Item, most = many) => v.pipe(v.array(item), v.maxLength(most));
const number = v.nullable(finite);
const axis = v.strictObject({
  title: message,
  scale: v.optional(v.picklist(['linear', 'log'])),
  from: v.optional(finite),
  to: v.optional(finite),
});
const isMarked = v.optional(v.literal(true));
const range = v.picklist(['positive', 'signed']);

const series = { name: message, x: list(finite), y: list(number) };
const isWhole = ({ x, y }: { readonly x: readonly unknown[]; readonly y: readonly unknown[] }) => x.length === y.length;
const plot = v.pipe(
  v.strictObject({
    kind: v.literal('plot'),
    title: message,
    x: axis,
    y: axis,
    lines: v.optional(list(v.strictObject({ ...series, isDashed: isMarked }), 1000)),
    points: v.optional(list(v.strictObject({ ...series, labels: v.optional(list(message)) }), 1000)),
    marks: v.optional(list(v.strictObject({ axis: v.picklist(['x', 'y']), at: finite, name: message }), 1000)),
  }),
  v.check(({ lines = [], points = [] }) => [...lines, ...points].every(isWhole), 'points without a place'),
);

const bars = v.strictObject({
  kind: v.literal('bars'),
  title: message,
  value: axis,
  bars: list(v.strictObject({ name: message, value: number, isMarked }), 10_000),
});

const matrix = v.pipe(
  v.strictObject({
    kind: v.literal('matrix'),
    title: message,
    rowTitle: v.optional(message),
    columnTitle: v.optional(message),
    rows: list(message, 4096),
    columns: list(message, 4096),
    values: list(number),
    value: message,
    range,
    isWritten: isMarked,
  }),
  v.check(({ rows, columns, values }) => values.length === rows.length * columns.length, 'no matrix'),
);

const side = v.pipe(count, v.minValue(1), v.maxValue(512));
const pixels = v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]*={0,2}$/));
const images = v.pipe(
  v.strictObject({
    kind: v.literal('images'),
    title: message,
    width: side,
    height: side,
    range: v.picklist(['grey', 'signed']),
    reach: v.optional(finite),
    images: list(v.strictObject({ pixels, caption: message, isMarked }), 10_000),
  }),
  v.check(({ width, height, images: all }) => {
    const length = Math.ceil((width * height) / 3) * 4;
    return all.every((image) => image.pixels.length === length);
  }, 'pictures of another size'),
);

const table = v.pipe(
  v.strictObject({
    kind: v.literal('table'),
    title: message,
    columns: list(message, 1000),
    rows: list(list(v.union([message, number]), 1000)),
    marked: v.optional(count),
  }),
  v.check(({ columns, rows }) => rows.every((row) => row.length === columns.length), 'rows of other columns'),
);

const piece = v.strictObject({ text: words, value: v.optional(finite), note: v.optional(message) });
const text = v.strictObject({
  kind: v.literal('text'),
  title: message,
  value: v.optional(message),
  range: v.optional(range),
  passages: list(v.strictObject({ name: v.optional(message), pieces: list(piece) }), 10_000),
});

const id = v.pipe(v.string(), v.maxLength(100));
const node = v.strictObject({
  id,
  name: message,
  value: v.optional(finite),
  gradient: v.optional(finite),
  column: few,
  row: few,
});
const graph = v.pipe(
  v.strictObject({
    kind: v.literal('graph'),
    title: message,
    nodes: list(node, 1000),
    edges: list(v.strictObject({ from: id, to: id, note: v.optional(message) }), 10_000),
  }),
  v.check(({ nodes, edges }) => {
    const known = new Set(nodes.map((one) => one.id));
    return edges.every(({ from, to }) => known.has(from) && known.has(to));
  }, 'an edge from nowhere'),
);

const oscillator = v.strictObject({
  hertz: v.pipe(finite, v.minValue(0), v.maxValue(24_000)),
  amplitude: v.pipe(finite, v.minValue(-1000), v.maxValue(1000)),
  phase: finite,
});
/** Seconds of one sound. */
const longest = 60;
const part = v.strictObject({
  seconds: v.pipe(finite, v.minValue(0), v.maxValue(longest)),
  oscillators: list(oscillator, 64),
});
const sound = v.pipe(
  v.strictObject({
    kind: v.literal('sound'),
    title: message,
    sounds: list(v.strictObject({ name: message, parts: list(part, 1000) }), 100),
  }),
  v.check(({ sounds }) => {
    return sounds.every(({ parts }) => parts.reduce((sum, { seconds }) => sum + seconds, 0) <= longest);
  }, 'too long a sound'),
);

const formula = v.strictObject({
  kind: v.literal('formula'),
  title: message,
  tex: v.pipe(v.string(), v.maxLength(10_000)),
  letters: v.pipe(v.string(), v.maxLength(10_000)),
});

export const view: SchemaOf<View> = v.variant('kind', [plot, bars, matrix, images, table, text, graph, sound, formula]);
