import type { Graph, Value } from '../engine/graph.ts';
import { sizeOf } from '../engine/shape.ts';
import { type ParameterSource, type ParameterSpec, parameterSource } from '../models/family.ts';
import type { Random } from '../random.ts';
import { orthogonalize } from './orthogonal.ts';

/** A trainable tensor, updated in place. */
export interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/**
 * Gives parameters the values with which the family says that they start, drawn from `random` in the order of the specs.
 * What is fixed is drawn like the rest and dropped: models that differ in their position scheme only start alike.
 */
export function initialize(parameters: readonly Parameter[], specs: readonly ParameterSpec[], random: Random): void {
  const arrays = new Map(parameters.map(({ name, data }) => [name, data]));
  for (const { name, shape, initial } of specs) {
    const data = arrays.get(name) ?? new Float32Array(sizeOf(shape));
    if ('constant' in initial) data.fill(initial.constant);
    else if ('orthogonal' in initial) orthogonalize(fillNormally(data, 1, random), shape[0]);
    else fillNormally(data, initial.normal, random);
  }
}

function fillNormally(data: Float32Array, deviation: number, random: Random): Float32Array {
  for (let i = 0; i < data.length; i++) data[i] = deviation * random.normal();
  return data;
}

/** Those that training changes. */
export function trained(specs: readonly ParameterSpec[]): ParameterSpec[] {
  return specs.filter(({ fixed }) => !fixed);
}

/**
 * A model's parameters in a graph: inputs, but for those that are fixed.
 * @param specs of all of them
 * @param parameters those that are handed in
 */
export function parameterInputs(
  graph: Graph,
  specs: readonly ParameterSpec[],
  parameters: readonly Omit<Parameter, 'data'>[],
): { readonly inputs: ReadonlyMap<string, Value>; readonly source: ParameterSource } {
  const inputs = new Map(parameters.map(({ name, shape }) => [name, graph.input(name, 'f32', shape)]));
  const fixed = specs.flatMap((spec) => {
    return spec.fixed ? [[spec.name, graph.constant(spec.fixed(), spec.shape)] as const] : [];
  });
  const values = new Map([...inputs, ...fixed]);
  return { inputs, source: parameterSource((name) => values.get(name)) };
}

/** A model's parameters as they start, in arrays of their own. */
export function initialParameters(specs: readonly ParameterSpec[], random: Random): Parameter[] {
  const parameters = specs.map(({ name, shape }) => ({ name, shape, data: new Float32Array(sizeOf(shape)) }));
  initialize(parameters, specs, random);
  return parameters;
}
