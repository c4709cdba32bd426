import type { Attributes, DType, Operator, Value } from '../graph.ts';
import { broadcastShapes, type Dim, type Shape, sameShape } from '../shape.ts';
import { expectFloat, expectSameDType } from './expect.ts';
import { reshape } from './layout.ts';
import { reduceSum } from './reduction.ts';

/** Sums a gradient over the axes along which its operand was broadcast, so that it has the operand's shape. */
export function sumTo(gradient: Value, shape: Shape): Value {
  if (sameShape(gradient.shape, shape)) return gradient;
  const added = gradient.shape.length - shape.length;
  const axes = gradient.shape.flatMap((dim, axis) =>
    axis < added || (shape[axis - added] === 1 && dim !== 1) ? [axis] : [],
  );
  const summed = axes.length > 0 ? reduceSum(gradient, axes, true) : gradient;
  return added > 0 ? reshape(summed, shape) : summed;
}

type BinaryGradient = (a: Value, b: Value, y: Value, g: Value) => [Value, Value];
type UnaryGradient = (x: Value, y: Value, g: Value) => Value;

/** An operator on two tensors, broadcast against each other. `gradient` may leave out the sums over broadcast axes. */
function binary(name: string, gradient: BinaryGradient): (a: Value, b: Value) => Value {
  const operator: Operator = {
    name,
    infer: ([a, b]) => {
      expectSameDType([a, b]);
      return [{ dtype: a.dtype, shape: broadcastShapes(a.shape, b.shape) }];
    },
    gradient: ({ inputs: [a, b], outputs: [y] }, [g]) => {
      const [da, db] = gradient(a, b, y, g!);
      return [sumTo(da, a.shape), sumTo(db, b.shape)];
    },
  };
  return (a, b) => a.graph.apply(operator, [a, b])[0];
}

function unary(name: string, gradient: UnaryGradient): (x: Value) => Value {
  const operator: Operator = {
    name,
    infer: ([x]) => {
      expectFloat(x);
      return [{ dtype: x.dtype, shape: x.shape }];
    },
    gradient: ({ inputs: [x], outputs: [y] }, [g]) => [gradient(x, y, g!)],
  };
  return (x) => x.graph.apply(operator, [x])[0];
}

export const add = binary('Add', (_a, _b, _y, g) => [g, g]);
export const subtract = binary('Sub', (_a, _b, _y, g) => [g, negate(g)]);
export const multiply = binary('Mul', (a, b, _y, g) => [multiply(g, b), multiply(g, a)]);
export const divide = binary('Div', (_a, b, y, g) => [divide(g, b), negate(divide(multiply(g, y), b))]);

export const negate = unary('Neg', (_x, _y, g) => negate(g));
export const exp = unary('Exp', (_x, y, g) => multiply(g, y));
export const log = unary('Log', (x, _y, g) => divide(g, x));
export const sqrt = unary('Sqrt', (_x, y, g) => divide(scale(g, 0.5), y));
export const reciprocal = unary('Reciprocal', (_x, y, g) => negate(multiply(g, multiply(y, y))));
export const tanh = unary('Tanh', (_x, y, g) => multiply(g, subtract(y.graph.scalar(1), multiply(y, y))));
export const sigmoid = unary('Sigmoid', (_x, y, g) => multiply(g, multiply(y, subtract(y.graph.scalar(1), y))));
export const cos = unary('Cos', (x, _y, g) => negate(multiply(g, sin(x))));
export const sin = unary('Sin', (x, _y, g) => multiply(g, cos(x)));
/** d/dx erf(x) = 2/√π · e^(−x²) */
export const erf = unary('Erf', (x, _y, g) => multiply(g, scale(exp(negate(multiply(x, x))), 2 / Math.sqrt(Math.PI))));

/** `x · factor` for a number known now. */
export function scale(x: Value, factor: number): Value {
  return factor === 1 ? x : multiply(x, x.graph.scalar(factor));
}

/** `x + offset` for a number known now. */
export function shift(x: Value, offset: number): Value {
  return add(x, x.graph.scalar(offset));
}

const onnxTypes: Readonly<Record<DType, number>> = { f32: 1, i64: 7, bool: 9, f16: 10, bf16: 16 };

const castOperator: Operator = {
  name: 'Cast',
  infer: ([x], { to }: Attributes) => {
    const dtype = (Object.keys(onnxTypes) as DType[]).find((name) => onnxTypes[name] === to)!;
    return [{ dtype, shape: x.shape }];
  },
  gradient: ({ inputs: [x] }, [g]) => [x.dtype === 'i64' || x.dtype === 'bool' ? undefined : cast(g!, x.dtype)],
};

/** The same numbers in another type; `x` itself where it has that type. */
export function cast(x: Value, dtype: DType): Value {
  return x.dtype === dtype ? x : x.graph.apply(castOperator, [x], { to: onnxTypes[dtype] })[0];
}

const expandOperator: Operator = {
  name: 'Expand',
  attributeInputs: ['shape'],
  infer: ([x], { shape }) => [{ dtype: x.dtype, shape: broadcastShapes(x.shape, shape as readonly Dim[]) }],
  gradient: ({ inputs: [x] }, [g]) => [sumTo(g!, x.shape)],
};

/** Repeats `x` along axes of size 1 (numpy's broadcasting, so a 1 in `shape` keeps the size of `x`). */
export function expand(x: Value, shape: readonly number[]): Value {
  return sameShape(x.shape, shape) ? x : x.graph.apply(expandOperator, [x], { shape })[0];
}
