import type { Attributes, Graph, Value } from '../../src/engine/graph.ts';
import { liveNodes } from '../../src/engine/liveNodes.ts';
import type { Dim } from '../../src/engine/shape.ts';

/** A tensor of doubles; indices are doubles too. */
export interface Doubles {
  readonly data: readonly number[];
  readonly shape: readonly number[];
}

type Rule = (inputs: readonly Doubles[], attributes: Attributes) => Doubles | readonly Doubles[];

/**
 * The values of a graph in double precision, by the plainest loops: slow, shares no code with the runtimes, and exact
 * enough for finite differences. `known` holds the inputs.
 */
export function evaluate(graph: Graph, known: ReadonlyMap<Value, Doubles>, wanted: readonly Value[]): Doubles[] {
  const values = new Map(known);
  for (const [value, data] of graph.constants) {
    values.set(value, { data: Array.from(data, Number), shape: value.shape as number[] });
  }
  for (const { operator, inputs, outputs, attributes } of liveNodes(graph, wanted)) {
    const made = [
      rules[operator.name](
        inputs.map((input) => values.get(input)!),
        attributes,
      ),
    ].flat();
    for (const [i, output] of outputs.entries()) values.set(output, made[i]);
  }
  return wanted.map((value) => values.get(value)!);
}

const size = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);
const range = (length: number) => Array.from({ length }, (_, i) => i);

/** The tensor whose number at each place is `number(place)`. */
function fill(shape: readonly number[], number: (place: number[]) => number): Doubles {
  const data = range(size(shape)).map((flat) => {
    const place: number[] = [];
    for (let axis = shape.length - 1, rest = flat; axis >= 0; rest = Math.floor(rest / shape[axis]), axis--) {
      place[axis] = rest % shape[axis];
    }
    return number(place);
  });
  return { data, shape };
}

/** The number at a place of a larger, broadcast shape. */
function at({ data, shape }: Doubles, place: readonly number[]): number {
  const aligned = place.slice(place.length - shape.length);
  return data[aligned.reduce((flat, i, axis) => flat * shape[axis] + (shape[axis] === 1 ? 0 : i), 0)];
}

function broadcast(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  const padded = (shape: readonly number[]) => [...Array(rank - shape.length).fill(1), ...shape];
  return range(rank).map((axis) => (padded(a)[axis] === 1 ? padded(b)[axis] : padded(a)[axis]));
}

const unary =
  (f: (x: number) => number): Rule =>
  ([x]) => ({ data: x.data.map(f), shape: x.shape });
const binary =
  (f: (a: number, b: number) => number): Rule =>
  ([a, b]) =>
    fill(broadcast(a.shape, b.shape), (place) => f(at(a, place), at(b, place)));

/** 2/√π · e^(−x²) · Σ 2ⁿ·x^(2n+1)/(2n+1)!!, whose terms all have the sign of x (Abramowitz & Stegun 7.1.6). */
function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

function gelu(x: number, approximate: string): number {
  if (approximate === 'none') return (x / 2) * (1 + erf(x / Math.SQRT2));
  return (x / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));
}

function product(a: Doubles, b: Doubles, transposeA: boolean, transposeB: boolean, alpha: number): Doubles {
  const swap = (shape: readonly number[]) => [...shape.slice(0, -2), shape.at(-1)!, shape.at(-2)!];
  const left = transposeA ? swap(a.shape) : [...a.shape];
  const right = transposeB ? swap(b.shape) : [...b.shape];
  const shape = [...broadcast(left.slice(0, -2), right.slice(0, -2)), left.at(-2)!, right.at(-1)!];
  return fill(shape, (place) => {
    const batch = place.slice(0, -2);
    const [i, j] = place.slice(-2);
    const terms = range(left.at(-1)!).map(
      (k) =>
        at(a, [...batch, ...(transposeA ? [k, i] : [i, k])]) * at(b, [...batch, ...(transposeB ? [j, k] : [k, j])]),
    );
    return alpha * terms.reduce((sum, term) => sum + term, 0);
  });
}

/** `f` of the numbers of each row, a row being what lies along the reduced axes. */
function reduce(f: (row: number[]) => number): Rule {
  return ([x], { axes, keepdims }) => {
    const reduced = new Set((axes as number[]).map((axis) => (axis < 0 ? axis + x.shape.length : axis)));
    const kept = x.shape.map((dim, axis) => (reduced.has(axis) ? 1 : dim));
    const rows = new Map<string, number[]>();
    fill(x.shape, (place) => {
      const row = String(place.map((i, axis) => (reduced.has(axis) ? 0 : i)));
      rows.set(row, [...(rows.get(row) ?? []), at(x, place)]);
      return 0;
    });
    const result = fill(kept, (place) => f(rows.get(String(place))!));
    return keepdims ? result : { data: result.data, shape: x.shape.filter((_, axis) => !reduced.has(axis)) };
  };
}

const sum = (row: number[]) => row.reduce((a, b) => a + b, 0);
const mean = (row: number[]) => sum(row) / row.length;

/** `f` applied to each row along the last axis. */
function byRow(x: Doubles, f: (row: number[]) => readonly number[]): Doubles {
  const width = x.shape.at(-1)!;
  const data = range(x.data.length / width).flatMap((row) => f(x.data.slice(row * width, (row + 1) * width)));
  return { data, shape: [...x.shape.slice(0, -1), data.length / (x.data.length / width)] };
}

function logSoftmax(row: number[]): number[] {
  const largest = Math.max(...row);
  const logSum = largest + Math.log(sum(row.map((x) => Math.exp(x - largest))));
  return row.map((x) => x - logSum);
}

const rules: Readonly<Record<string, Rule>> = {
  Add: binary((a, b) => a + b),
  Sub: binary((a, b) => a - b),
  Mul: binary((a, b) => a * b),
  Div: binary((a, b) => a / b),
  Neg: unary((x) => -x),
  Exp: unary(Math.exp),
  Log: unary(Math.log),
  Sqrt: unary(Math.sqrt),
  Reciprocal: unary((x) => 1 / x),
  Tanh: unary(Math.tanh),
  Sigmoid: unary((x) => 1 / (1 + Math.exp(-x))),
  Cos: unary(Math.cos),
  Sin: unary(Math.sin),
  Erf: unary(erf),
  Relu: unary((x) => Math.max(0, x)),
  Sign: unary(Math.sign),
  Cast: ([x]) => x,
  Gelu: ([x], { approximate }) => ({ data: x.data.map((n) => gelu(n, approximate as string)), shape: x.shape }),

  FusedMatMul: ([a, b], { transA, transB, alpha }) =>
    product(a, b, transA === 1, transB === 1, (alpha as { float: number }).float),
  Gemm: ([a, b, bias], { transA, transB }) => {
    const y = product(a, b, transA === 1, transB === 1, 1);
    return bias ? fill(y.shape, (place) => at(y, place) + at(bias, place)) : y;
  },

  ReduceSum: reduce(sum),
  ReduceMean: reduce(mean),
  Softmax: ([x]) => byRow(x, (row) => logSoftmax(row).map(Math.exp)),
  LayerNormalization: ([x, gain, bias], { epsilon }) => {
    const inverse = (row: number[]) =>
      1 / Math.sqrt(mean(row.map((n) => (n - mean(row)) ** 2)) + (epsilon as { float: number }).float);
    return [
      byRow(x, (row) => row.map((n, i) => (n - mean(row)) * inverse(row) * gain.data[i] + (bias?.data[i] ?? 0))),
      byRow(x, (row) => [mean(row)]),
      byRow(x, (row) => [inverse(row)]),
    ];
  },
  SoftmaxCrossEntropyLoss: ([logits, targets], { reduction }) => {
    const logProbabilities = byRow(logits, logSoftmax);
    const losses = targets.data.map((target, row) => -at(logProbabilities, [row, target]));
    return [reduction === 'none' ? { data: losses, shape: targets.shape } : scalar(mean(losses)), logProbabilities];
  },

  Reshape: ([x], { shape }) => {
    const known = size((shape as Dim[]).filter((dim) => typeof dim === 'number'));
    return {
      data: x.data,
      shape: (shape as Dim[]).map((dim) => (typeof dim === 'number' ? dim : x.data.length / known)),
    };
  },
  Transpose: ([x], { perm }) => {
    const order = perm as number[];
    return fill(
      order.map((axis) => x.shape[axis]),
      (place) =>
        at(
          x,
          range(order.length).map((axis) => place[order.indexOf(axis)]),
        ),
    );
  },
  Concat: (inputs, { axis }) => {
    const along = (axis as number) < 0 ? (axis as number) + inputs[0].shape.length : (axis as number);
    const sources = inputs.flatMap((input) => range(input.shape[along]).map((i) => [input, i] as const));
    const shape = inputs[0].shape.map((dim, i) => (i === along ? sources.length : dim));
    return fill(shape, (place) => {
      const [input, i] = sources[place[along]];
      return at(input, place.with(along, i));
    });
  },
  Split: ([x, given], { axis, split }) => {
    const along = (axis as number) < 0 ? (axis as number) + x.shape.length : (axis as number);
    const sizes = given?.data ?? (split as number[]);
    return sizes.map((length, part) => {
      const start = sum(sizes.slice(0, part));
      return fill(x.shape.with(along, length), (place) => at(x, place.with(along, start + place[along])));
    });
  },
  Shape: ([x], { start, end }) => {
    const sizes = x.shape.slice(start as number, end as number);
    return { data: sizes, shape: [sizes.length] };
  },
  ConstantOfShape: ([shape]) => fill(shape.data, () => 0),
  Expand: ([x, target], { shape }) =>
    fill(broadcast(x.shape, target?.data ?? (shape as number[])), (place) => at(x, place)),

  Gather: ([table, indices]) => {
    const shape = [...indices.shape, ...table.shape.slice(1)];
    const rank = indices.shape.length;
    return fill(shape, (place) => at(table, [at(indices, place.slice(0, rank)), ...place.slice(rank)]));
  },
  ScatterND: ([table, rows, values]) =>
    fill(table.shape, (place) => {
      const hits = range(rows.shape[0]).filter((i) => rows.data[i] === place[0]);
      return at(table, place) + sum(hits.map((i) => at(values, [i, ...place.slice(1)])));
    }),
  ScatterElements: ([x, columns, updates]) =>
    fill(x.shape, ([i, j]) => at(x, [i, j]) + (columns.data[i] === j ? updates.data[i] : 0)),
};

function scalar(number: number): Doubles {
  return { data: [number], shape: [] };
}
