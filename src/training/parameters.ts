import { sizeOf } from '../engine/shape.ts';
import type { ParameterSpec } from '../models/family.ts';
import type { Random } from '../random.ts';

/** A trainable tensor, updated in place. */
export interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Gives parameters the values with which the family says that they start, drawn from `random` in order. */
export function initialize(parameters: readonly Parameter[], specs: readonly ParameterSpec[], random: Random): void {
  specs.forEach(({ initial }, index) => {
    const { data } = parameters[index];
    if ('constant' in initial) data.fill(initial.constant);
    else for (let i = 0; i < data.length; i++) data[i] = initial.normal * random.normal();
  });
}

/** A model's parameters as they start, in arrays of their own. */
export function initialParameters(specs: readonly ParameterSpec[], random: Random): Parameter[] {
  const parameters = specs.map(({ name, shape }) => ({ name, shape, data: new Float32Array(sizeOf(shape)) }));
  initialize(parameters, specs, random);
  return parameters;
}
