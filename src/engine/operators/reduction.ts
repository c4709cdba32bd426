import type { Operator, Value } from '../graph.ts';
import { normalizeAxis, sizeOf } from '../shape.ts';
import { multiply, scale, subtract } from './elementwise.ts';
import { expectFloat } from './expect.ts';
import { like, reshape } from './layout.ts';

function reduction(name: string, gradient: Operator['gradient']): Operator {
  return {
    name,
    attributeInputs: ['axes'],
    infer: ([x], { axes, keepdims }) => {
      expectFloat(x);
      const reduced = new Set((axes as number[]).map((axis) => normalizeAxis(axis, x.shape.length)));
      const shape = x.shape.flatMap((dim, axis) => (!reduced.has(axis) ? [dim] : keepdims ? [1] : []));
      return [{ dtype: x.dtype, shape }];
    },
    gradient,
  };
}

/** The reduced axes put back with size 1, so that a gradient broadcasts against what was reduced. */
function keptShape(x: Value, axes: readonly number[]) {
  const reduced = new Set(axes.map((axis) => normalizeAxis(axis, x.shape.length)));
  return x.shape.map((dim, axis) => (reduced.has(axis) ? 1 : dim));
}

const sumOperator = reduction('ReduceSum', ({ inputs: [x], attributes: { axes } }, [g]) => [
  like(reshape(g!, keptShape(x, axes as number[])), x),
]);
const meanOperator = reduction('ReduceMean', ({ inputs: [x], attributes: { axes } }, [g]) => {
  const reduced = (axes as number[]).map((axis) => x.shape[normalizeAxis(axis, x.shape.length)]);
  return [like(reshape(scale(g!, 1 / sizeOf(reduced)), keptShape(x, axes as number[])), x)];
});

/** Over no axes at all, ONNX would sum everything; here that leaves `x` as it is. */
export function reduceSum(x: Value, axes: readonly number[], keep = false): Value {
  return axes.length === 0 ? x : x.graph.apply(sumOperator, [x], { axes, keepdims: keep ? 1 : 0 })[0];
}

/** As reduceSum, divided by the number of terms. */
export function reduceMean(x: Value, axes: readonly number[], keep = false): Value {
  return axes.length === 0 ? x : x.graph.apply(meanOperator, [x], { axes, keepdims: keep ? 1 : 0 })[0];
}

const softmaxOperator: Operator = {
  name: 'Softmax',
  infer: ([x]) => {
    expectFloat(x);
    normalizeAxis(-1, x.shape.length);
    return [{ dtype: x.dtype, shape: x.shape }];
  },
  // With y = softmax(x): dx = y · (g − Σ g·y) along the axis.
  gradient: ({ outputs: [y] }, [g]) => {
    const gy = multiply(g!, y);
    return [subtract(gy, multiply(y, reduceSum(gy, [-1], true)))];
  },
};

/** Softmax over the last axis. A row must hold at least one finite number; −∞ becomes exactly 0. */
export function softmax(x: Value): Value {
  return x.graph.apply(softmaxOperator, [x], { axis: -1 })[0];
}
