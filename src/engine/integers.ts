import type { Tensor } from './runtime.ts';

/** Whole numbers, such as ids or positions, as a graph takes them: i64, [n]. */
export function integers(numbers: readonly number[]): Tensor {
  return { data: BigInt64Array.from(numbers, BigInt), shape: [numbers.length] };
}
