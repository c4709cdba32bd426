import type { Graph, Value } from '../engine/graph.ts';
import { cast } from '../engine/operators/elementwise.ts';
import { type ParameterSource, parameterSource } from './family.ts';
import type { StoredParameters } from './parameters.ts';

/** Each stored parameter as f32: in its place in the file, cast where it is stored in half precision. */
export function storedParameters(parameters: StoredParameters, graph: Graph): ParameterSource {
  const values = new Map<string, Value>();
  return parameterSource((name) => {
    const stored = parameters.get(name);
    if (!stored) return undefined;
    const value = values.get(name) ?? cast(graph.weight(name, stored.dtype, stored.shape, stored), 'f32');
    values.set(name, value);
    return value;
  });
}
