import type { Operator, Value } from '../graph.ts';
import { broadcastShapes, type Dim, normalizeAxis, type Shape, sameShape, sizeOf } from '../shape.ts';
import { sumTo } from './elementwise.ts';
import { expectRank, expectSameDType, expectShape } from './expect.ts';

const reshapeOperator: Operator = {
  name: 'Reshape',
  attributeInputs: ['shape'],
  infer: ([x], { shape }) => {
    const target = shape as Shape;
    if (target.filter((dim) => typeof dim === 'string').length > 1) {
      throw new Error(`[${target.join(', ')}] has more than one size that is not known yet`);
    }
    const numbers = (dims: Shape) => dims.filter((dim) => typeof dim === 'number');
    const symbols = (dims: Shape) => dims.filter((dim) => typeof dim === 'string').sort();
    if (!sameShape(symbols(x.shape), symbols(target)) || sizeOf(numbers(x.shape)) !== sizeOf(numbers(target))) {
      throw new Error(`[${x.shape.join(', ')}] cannot be reshaped to [${target.join(', ')}]`);
    }
    return [{ dtype: x.dtype, shape: target }];
  },
  gradient: ({ inputs: [x] }, [g]) => [reshape(g!, x.shape)],
};

/** The same numbers in another shape; at most one size may be symbolic. */
export function reshape(x: Value, shape: Shape): Value {
  return sameShape(x.shape, shape) ? x : x.graph.apply(reshapeOperator, [x], { shape })[0];
}

const transposeOperator: Operator = {
  name: 'Transpose',
  infer: ([x], { perm }) => {
    const order = perm as number[];
    if (![...order].sort((a, b) => a - b).every((axis, i) => axis === i) || order.length !== x.shape.length) {
      throw new Error(`${order.join(', ')} is not an order of its ${x.shape.length} axes`);
    }
    return [{ dtype: x.dtype, shape: order.map((axis) => x.shape[axis]) }];
  },
  gradient: ({ attributes: { perm } }, [g]) => [
    transpose(
      g!,
      (perm as number[]).map((_, axis) => (perm as number[]).indexOf(axis)),
    ),
  ],
};

/** Its axes in another order: axis i of the result is axis `order[i]` of `x`. */
export function transpose(x: Value, order: readonly number[]): Value {
  return x.graph.apply(transposeOperator, [x], { perm: order })[0];
}

function withSize(shape: Shape, axis: number, size: Dim): Shape {
  return shape.map((dim, i) => (i === axis ? size : dim));
}

const concatOperator: Operator = {
  name: 'Concat',
  infer: (inputs, { axis }) => {
    const [first] = inputs;
    const along = normalizeAxis(axis as number, first.shape.length);
    expectSameDType(inputs);
    for (const value of inputs) {
      expectRank(value, first.shape.length);
      expectShape(value, withSize(first.shape, along, value.shape[along]));
    }
    const total = sumOf(inputs.map(({ shape }) => shape[along]));
    return [{ dtype: first.dtype, shape: withSize(first.shape, along, total) }];
  },
  gradient: ({ inputs, attributes: { axis } }, [g]) => {
    const along = normalizeAxis(axis as number, g!.shape.length);
    return split(
      g!,
      along,
      inputs.map((value) => value.shape[along] as number),
    );
  },
};

/** A sum in which a size is not known yet is itself not known yet, and named after its parts: `P + N`. */
function sumOf(sizes: readonly Dim[]): Dim {
  if (sizes.some((size) => typeof size === 'string')) return sizes.join(' + ');
  return (sizes as number[]).reduce((sum, size) => sum + size, 0);
}

/** Joined along an axis; all other sizes are the same. */
export function concat(values: readonly Value[], axis: number): Value {
  return values.length === 1 ? values[0] : values[0].graph.apply(concatOperator, values, { axis })[0];
}

const splitOperator: Operator = {
  name: 'Split',
  attributeInputs: ['split'],
  infer: ([x], { axis, split: sizes }) => {
    const along = normalizeAxis(axis as number, x.shape.length);
    const total = (sizes as number[]).reduce((sum, size) => sum + size, 0);
    if (total !== x.shape[along]) {
      throw new Error(`${x.shape[along]} cannot be split into ${(sizes as number[]).join(' + ')}`);
    }
    return (sizes as number[]).map((size) => ({ dtype: x.dtype, shape: withSize(x.shape, along, size) }));
  },
  gradient: ({ outputs, attributes: { axis } }, gradients) => [
    concat(
      outputs.map((value, i) => gradients[i] ?? zerosLike(value)),
      axis as number,
    ),
  ],
};

/** Cuts `x` along an axis into parts of the given sizes. */
export function split(x: Value, axis: number, sizes: readonly number[]): readonly Value[] {
  return x.graph.apply(splitOperator, [x], { axis, split: sizes });
}

/** How long the parts will be is known when the graph is built, so it is the operator's own. */
const splitLikeOperator = (axis: number, sizes: Shape): Operator => ({
  name: 'Split',
  infer: ([x]) => {
    if (sumOf(sizes) !== x.shape[axis]) throw new Error(`it cannot be split into ${sizes.join(' + ')}`);
    return sizes.map((size) => ({ dtype: x.dtype, shape: withSize(x.shape, axis, size) }));
  },
  gradient: ({ outputs }, gradients) => [
    concat(
      outputs.map((value, i) => gradients[i] ?? zerosLike(value)),
      axis,
    ),
    undefined,
  ],
});

/** Undoes a concat: cuts `x` along an axis into parts as long as `parts` are there, which may be symbolic. */
export function splitLike(x: Value, parts: readonly Value[], axis: number): readonly Value[] {
  if (parts.length === 1) return [x];
  const sizes = concat(
    parts.map((part) => sizeAlong(part, axis)),
    0,
  );
  const operator = splitLikeOperator(
    axis,
    parts.map(({ shape }) => shape[axis]),
  );
  return x.graph.apply(operator, [x, sizes], { axis });
}

const sizeOperator: Operator = {
  name: 'Shape',
  infer: () => [{ dtype: 'i64', shape: [1] }],
};

/** One size of a shape, [1]. */
function sizeAlong(x: Value, axis: number): Value {
  return x.graph.apply(sizeOperator, [x], { start: axis, end: axis + 1 })[0];
}

const shapeOperator: Operator = {
  name: 'Shape',
  infer: ([x]) => [{ dtype: 'i64', shape: [x.shape.length] }],
};

/** The shape as a tensor; only a symbolic one has to be asked of the value itself. */
function shapeOf(x: Value): Value {
  if (x.shape.some((dim) => typeof dim === 'string')) return x.graph.apply(shapeOperator, [x])[0];
  return x.graph.constant(BigInt64Array.from(x.shape as number[], BigInt), [x.shape.length]);
}

/** Zeros, as ONNX has it by default. What shape it will be is known when the graph is built, so it is the operator's own. */
const zerosOperator = (shape: Shape): Operator => ({
  name: 'ConstantOfShape',
  infer: () => [{ dtype: 'f32', shape }],
});

/** Zeros, f32, in the shape of `x`, which may be symbolic. */
export function zerosLike(x: Value): Value {
  return x.graph.apply(zerosOperator(x.shape), [shapeOf(x)])[0];
}

/** What the shape will be is known when the graph is built, so it is the operator's own. */
const expandLikeOperator = (shape: Shape): Operator => ({
  name: 'Expand',
  infer: ([x]) => {
    if (!sameShape(broadcastShapes(x.shape, shape), shape)) throw new Error(`it does not fill [${shape.join(', ')}]`);
    return [{ dtype: x.dtype, shape }];
  },
  gradient: ({ inputs: [x] }, [g]) => [sumTo(g!, x.shape), undefined],
});

/** `x` broadcast to the shape of `reference`, which may be symbolic. */
export function like(x: Value, reference: Value): Value {
  if (sameShape(x.shape, reference.shape)) return x;
  return x.graph.apply(expandLikeOperator(reference.shape), [x, shapeOf(reference)])[0];
}
