import type { Value } from '../graph.ts';
import { type Shape, sameShape } from '../shape.ts';

// What an operator's shape rule demands of its inputs. The graph puts the operator and its operands in front.

export function expectFloat(...values: readonly Value[]): void {
  if (!values.every(({ dtype }) => dtype === 'f32' || dtype === 'f16' || dtype === 'bf16')) {
    throw new Error('only floating-point numbers are possible');
  }
  expectSameDType(values);
}

export function expectIndices(value: Value): void {
  if (value.dtype !== 'i64') throw new Error('indices must be i64');
}

export function expectSameDType(values: readonly Value[]): void {
  if (values.some(({ dtype }) => dtype !== values[0].dtype)) throw new Error('the types of the operands differ');
}

export function expectRank(value: Value, rank: number): void {
  if (value.shape.length !== rank) throw new Error(`a tensor with ${rank} axes is needed, not ${value.shape.length}`);
}

export function expectShape(value: Value, shape: Shape): void {
  if (!sameShape(value.shape, shape)) throw new Error(`[${value.shape.join(', ')}] should be [${shape.join(', ')}]`);
}

/** The gradient of an operator whose other outputs are only looked at. */
export function throughFirst([gradient, ...others]: readonly (Value | undefined)[]): Value {
  if (!gradient || others.some((other) => other !== undefined)) {
    throw new Error('a gradient can flow back through the first output of this operator only');
  }
  return gradient;
}
