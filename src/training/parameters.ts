import { sizeOf } from '../engine/shape.ts';
import type { ParameterSpec } from '../models/family.ts';
import type { Random } from '../random.ts';

/** A trainable tensor, updated in place. */
export interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Fresh parameters as the family specifies them, drawn from `random` in order. */
export function initialParameters(specs: readonly ParameterSpec[], random: Random): Parameter[] {
  return specs.map(({ name, shape, initial }) => {
    const data = new Float32Array(sizeOf(shape));
    if ('constant' in initial) data.fill(initial.constant);
    else for (let i = 0; i < data.length; i++) data[i] = initial.normal * random.normal();
    return { name, shape, data };
  });
}
