import type { Operator, Value } from '../graph.ts';
import { normalizeAxis, type Shape, sameShape, sizeOf } from '../shape.ts';
import { add } from './elementwise.ts';

const reshapeOperator: Operator = {
  name: 'Reshape',
  attributeInputs: ['shape'],
  infer: ([x], { shape }) => {
    const target = shape as Shape;
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
  infer: ([x], { perm }) => [{ dtype: x.dtype, shape: (perm as number[]).map((axis) => x.shape[axis]) }],
  gradient: ({ attributes: { perm } }, [g]) => [
    transpose(
      g!,
      (perm as number[]).map((_, axis) => (perm as number[]).indexOf(axis)),
    ),
  ],
};

export function transpose(x: Value, order: readonly number[]): Value {
  return x.graph.apply(transposeOperator, [x], { perm: order })[0];
}

const concatOperator: Operator = {
  name: 'Concat',
  infer: (inputs, { axis }) => {
    const along = normalizeAxis(axis as number, inputs[0].shape.length);
    const total = inputs.reduce((sum, value) => sum + sizeOf([value.shape[along]]), 0);
    return [{ dtype: inputs[0].dtype, shape: inputs[0].shape.map((dim, i) => (i === along ? total : dim)) }];
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

export function concat(values: readonly Value[], axis: number): Value {
  return values[0].graph.apply(concatOperator, values, { axis })[0];
}

const splitOperator: Operator = {
  name: 'Split',
  attributeInputs: ['split'],
  infer: ([x], { axis, split: sizes }) => {
    const along = normalizeAxis(axis as number, x.shape.length);
    const total = (sizes as number[]).reduce((sum, size) => sum + size, 0);
    if (total !== x.shape[along])
      throw new Error(`${x.shape[along]} cannot be split into ${(sizes as number[]).join(' + ')}`);
    return (sizes as number[]).map((size) => ({
      dtype: x.dtype,
      shape: x.shape.map((dim, i) => (i === along ? size : dim)),
    }));
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

const shapeOperator: Operator = {
  name: 'Shape',
  infer: ([x]) => [{ dtype: 'i64', shape: [x.shape.length] }],
};

/** Zeros, as ONNX has it by default. What shape it will be is known when the graph is built, so it is the operator's own. */
const zerosOperator = (shape: Shape): Operator => ({
  name: 'ConstantOfShape',
  infer: () => [{ dtype: 'f32', shape }],
});

export function zerosLike(x: Value): Value {
  const [shape] = x.graph.apply(shapeOperator, [x]);
  return x.graph.apply(zerosOperator(x.shape), [shape])[0];
}

/** `x` broadcast to the shape of `reference`, which may be symbolic. */
export function like(x: Value, reference: Value): Value {
  return sameShape(x.shape, reference.shape) ? x : add(x, zerosLike(reference));
}
