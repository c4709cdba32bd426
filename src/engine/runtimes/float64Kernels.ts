import type { Attributes } from '../graph.ts';
import { broadcastShapes, type Dim, normalizeAxis, sizeOf } from '../shape.ts';
import { type Doubles, multiplyMatrices } from './float64Product.ts';

/** What an ONNX operator does, in double precision. Indices are doubles too. */
type Kernel = (inputs: readonly Doubles[], attributes: Attributes) => Doubles | readonly Doubles[];

const float = (attribute: Attributes[string]) => (attribute as { readonly float: number }).float;

/** Every operator that a forward pass is made of. */
export const kernels: Readonly<Record<string, Kernel>> = {
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
  Gelu: ([x], { approximate }) =>
    map(x, approximate === 'tanh' ? tanhGelu : (n) => (n / 2) * (1 + erf(n / Math.SQRT2))),
  Cast: ([x]) => x,

  FusedMatMul: ([a, b], { transA, transB, alpha }) => product(a, b, transA === 1, transB === 1, float(alpha)),
  Gemm: ([a, b, bias], { transA, transB }) => {
    const made = product(a, b, transA === 1, transB === 1, 1);
    const [width] = made.shape.slice(-1);
    for (let i = 0; bias && i < made.data.length; i++) made.data[i] += bias.data[i % width];
    return made;
  },

  ReduceSum: ([x], { axes, keepdims }) => reduce(x, axes as number[], keepdims === 1, () => 1),
  ReduceMean: ([x], { axes, keepdims }) => reduce(x, axes as number[], keepdims === 1, (count) => 1 / count),
  Softmax: ([x]) => {
    const logs = logSoftmax(x);
    return { shape: x.shape, data: logs.data.map(Math.exp) };
  },
  LayerNormalization: ([x, gain, bias], { epsilon }) => layerNorm(x, gain, bias, float(epsilon)),
  SoftmaxCrossEntropyLoss: ([logits, targets], { reduction }) => {
    const logs = logSoftmax(logits);
    const [, classes] = logits.shape;
    const losses = Float64Array.from(targets.data, (target, row) => -logs.data[row * classes + target]);
    if (reduction === 'none') return [{ data: losses, shape: targets.shape }, logs];
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    return [{ data: Float64Array.of(mean), shape: [] }, logs];
  },

  Reshape: ([x], { shape }) => ({ data: x.data, shape: shape as number[] }),
  Transpose: ([x], { perm }) => {
    const strides = stridesOf(x.shape);
    const order = perm as readonly number[];
    return pick(
      x,
      order.map((axis) => x.shape[axis]),
      order.map((axis) => strides[axis]),
    );
  },
  Expand: ([x], { shape }) => {
    const target = broadcastShapes(x.shape, shape as readonly Dim[]) as number[];
    return pick(x, target, broadcastStrides(x.shape, target));
  },
  Concat: (inputs, { axis }) => concat(inputs, normalizeAxis(axis as number, inputs[0].shape.length)),
  Split: ([x], { axis, split }) => cut(x, normalizeAxis(axis as number, x.shape.length), split as number[]),
  Gather: ([table, indices]) => {
    const rest = table.shape.slice(1);
    const width = sizeOf(rest);
    const data = new Float64Array(indices.data.length * width);
    indices.data.forEach((row, i) => {
      data.set(table.data.subarray(row * width, (row + 1) * width), i * width);
    });
    return { data, shape: [...indices.shape, ...rest] };
  },
};

function map({ data, shape }: Doubles, f: (x: number) => number): Doubles {
  const made = new Float64Array(data.length);
  for (let i = 0; i < made.length; i++) made[i] = f(data[i]);
  return { data: made, shape };
}

function unary(f: (x: number) => number): Kernel {
  return ([x]) => map(x, f);
}

function binary(f: (a: number, b: number) => number): Kernel {
  return ([a, b]) => {
    const shape = broadcastShapes(a.shape, b.shape) as number[];
    const data = new Float64Array(sizeOf(shape));
    const [inA, inB] = [a, b].map((operand) => places(shape, broadcastStrides(operand.shape, shape)));
    for (let i = 0; i < data.length; i++) data[i] = f(a.data[inA[i]], b.data[inB[i]]);
    return { data, shape };
  };
}

/** How far apart neighbours along each axis lie. */
function stridesOf(shape: readonly number[]): number[] {
  return shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
}

/** The same within `target`: 0 along the axes that repeat. */
function broadcastStrides(shape: readonly number[], target: readonly number[]): number[] {
  const strides = stridesOf(shape).map((stride, axis) => (shape[axis] === 1 ? 0 : stride));
  return [...new Array<number>(target.length - shape.length).fill(0), ...strides];
}

/** Where each number of a tensor of `shape` lies, in order. */
function places(shape: readonly number[], strides: readonly number[]): Int32Array {
  let found: Int32Array = Int32Array.of(0);
  for (const [axis, size] of shape.entries()) {
    const finer = new Int32Array(found.length * size);
    for (let i = 0; i < found.length; i++) {
      for (let n = 0; n < size; n++) finer[i * size + n] = found[i] + n * strides[axis];
    }
    found = finer;
  }
  return found;
}

function pick(x: Doubles, shape: readonly number[], strides: readonly number[]): Doubles {
  const data = new Float64Array(sizeOf(shape));
  const from = places(shape, strides);
  for (let i = 0; i < data.length; i++) data[i] = x.data[from[i]];
  return { data, shape };
}

function product(a: Doubles, b: Doubles, transA: boolean, transB: boolean, alpha: number): Doubles {
  const [ar, ac] = a.shape.slice(-2);
  const [br, bc] = b.shape.slice(-2);
  const [m, k] = transA ? [ac, ar] : [ar, ac];
  const n = transB ? br : bc;
  const [aBatch, bBatch] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const batch = broadcastShapes(aBatch, bBatch) as number[];
  const [inA, inB] = [aBatch, bBatch].map((shape) => places(batch, broadcastStrides(shape, batch)));
  const data = new Float64Array(sizeOf(batch) * m * n);
  const sizes = { m, n, k, transA, transB, alpha };
  inA.forEach((first, i) => {
    multiplyMatrices(data, i * m * n, a.data, first * m * k, b.data, inB[i] * k * n, sizes);
  });
  return { data, shape: [...batch, m, n] };
}

/** Sums over `axes`, times a factor for the number of terms. */
function reduce(x: Doubles, axes: readonly number[], keep: boolean, factor: (count: number) => number): Doubles {
  const reduced = new Set(axes.map((axis) => normalizeAxis(axis, x.shape.length)));
  const kept = x.shape.map((size, axis) => (reduced.has(axis) ? 1 : size));
  const data = new Float64Array(sizeOf(kept));
  const into = places(x.shape, broadcastStrides(kept, x.shape));
  for (let i = 0; i < into.length; i++) data[into[i]] += x.data[i];
  const share = factor(x.data.length / data.length);
  for (let i = 0; i < data.length; i++) data[i] *= share;
  return { data, shape: keep ? kept : x.shape.filter((_, axis) => !reduced.has(axis)) };
}

function concat(inputs: readonly Doubles[], axis: number): Doubles {
  const { shape } = inputs[0];
  const outer = sizeOf(shape.slice(0, axis));
  const lengths = inputs.map(({ data }) => data.length / outer);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const data = new Float64Array(outer * total);
  let at = 0;
  inputs.forEach((input, part) => {
    const length = lengths[part];
    for (let o = 0; o < outer; o++) data.set(input.data.subarray(o * length, (o + 1) * length), o * total + at);
    at += length;
  });
  return {
    data,
    shape: shape.with(
      axis,
      inputs.reduce((sum, input) => sum + input.shape[axis], 0),
    ),
  };
}

function cut(x: Doubles, axis: number, sizes: readonly number[]): Doubles[] {
  const outer = sizeOf(x.shape.slice(0, axis));
  const total = x.data.length / outer;
  let at = 0;
  return sizes.map((size) => {
    const length = (total / x.shape[axis]) * size;
    const data = new Float64Array(outer * length);
    for (let o = 0; o < outer; o++) data.set(x.data.subarray(o * total + at, o * total + at + length), o * length);
    at += length;
    return { data, shape: x.shape.with(axis, size) };
  });
}

function logSoftmax({ data, shape }: Doubles): Doubles {
  const width = shape[shape.length - 1];
  const logs = new Float64Array(data.length);
  for (let row = 0; row < data.length; row += width) {
    let largest = Number.NEGATIVE_INFINITY;
    for (let i = row; i < row + width; i++) largest = Math.max(largest, data[i]);
    let sum = 0;
    for (let i = row; i < row + width; i++) sum += Math.exp(data[i] - largest);
    for (let i = row; i < row + width; i++) logs[i] = data[i] - largest - Math.log(sum);
  }
  return { data: logs, shape };
}

/** @returns output [n, C]; mean and inverse deviation of each row, [n, 1] */
function layerNorm({ data, shape }: Doubles, gain: Doubles, bias: Doubles | undefined, epsilon: number): Doubles[] {
  const [rows, width] = shape;
  const output = new Float64Array(data.length);
  const [means, inverses] = [new Float64Array(rows), new Float64Array(rows)];
  for (let row = 0; row < rows; row++) {
    const x = data.subarray(row * width, (row + 1) * width);
    let [mean, variance] = [0, 0];
    for (let i = 0; i < width; i++) mean += x[i] / width;
    for (let i = 0; i < width; i++) variance += (x[i] - mean) ** 2 / width;
    const inverse = 1 / Math.sqrt(variance + epsilon);
    for (let i = 0; i < width; i++) {
      output[row * width + i] = (x[i] - mean) * inverse * gain.data[i] + (bias ? bias.data[i] : 0);
    }
    means[row] = mean;
    inverses[row] = inverse;
  }
  const kept = [rows, 1];
  return [
    { data: output, shape },
    { data: means, shape: kept },
    { data: inverses, shape: kept },
  ];
}

function tanhGelu(x: number): number {
  return (x / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
}

/** Abramowitz & Stegun 7.1.6: a series whose terms all have one sign, so that nothing cancels. */
function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
