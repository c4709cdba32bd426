import type { Graph, Node, Value } from '../graph.ts';
import { liveNodes } from '../liveNodes.ts';
import type { Tensors } from '../runtime.ts';
import { kernels } from './float64Kernels.ts';
import type { Doubles } from './float64Product.ts';

/**
 * One value of a graph in double precision, for what single precision cannot tell apart, such as finite differences.
 * Everything computed on the way is kept: when one number of an input changes, only what depends on it is computed again.
 */
export class Float64Execution {
  readonly #nodes: readonly Node[];
  readonly #wanted: Value;
  readonly #values = new Map<Value, Doubles>();
  readonly #inputs: ReadonlyMap<string, Value>;

  /**
   * Computes `wanted`, once.
   * @param feeds the graph's inputs by name; f32 is read where it lies and must not change meanwhile
   */
  constructor(graph: Graph, feeds: Tensors, wanted: Value) {
    this.#nodes = liveNodes(graph, [wanted]);
    this.#wanted = wanted;
    this.#inputs = new Map(graph.inputs.map((input) => [input.name, input]));
    for (const [value, data] of graph.constants) this.#values.set(value, doubles(data, value.shape as number[]));
    for (const [name, { data, shape }] of Object.entries(feeds)) {
      const input = this.#inputs.get(name);
      if (input) this.#values.set(input, doubles(data, shape));
    }
    for (const node of this.#nodes) {
      for (const [value, made] of this.#made(node, this.#values)) this.#values.set(value, made);
    }
  }

  /** What was asked for, by the inputs as they are. */
  get result(): Doubles {
    return this.#values.get(this.#wanted)!;
  }

  /** What would come out if number `index` of an input were another. */
  resultWith(input: string, index: number, number: number): Doubles {
    const value = this.#inputs.get(input);
    const known = value && this.#values.get(value);
    if (!known) throw new Error(`the graph has no input ${input}`);
    const data = Float64Array.from(known.data);
    data[index] = number;
    const changed = new Map<Value, Doubles>([[value, { data, shape: known.shape }]]);
    for (const node of this.#nodes) {
      if (!node.inputs.some((operand) => changed.has(operand))) continue;
      for (const [output, made] of this.#made(node, changed)) changed.set(output, made);
    }
    return changed.get(this.#wanted) ?? this.result;
  }

  /** The node's outputs; its operands are those of `first`, and otherwise as they were. */
  #made({ operator, inputs, outputs, attributes }: Node, first: ReadonlyMap<Value, Doubles>): [Value, Doubles][] {
    const kernel = kernels[operator.name];
    if (!kernel) throw new Error(`${operator.name} has no rule in double precision`);
    const made = [
      kernel(
        inputs.map((input) => first.get(input) ?? this.#values.get(input)!),
        attributes,
      ),
    ].flat();
    return outputs.map((output, i) => [output, made[i]]);
  }
}

function doubles(data: Float32Array | BigInt64Array, shape: readonly number[]): Doubles {
  return { data: data instanceof Float32Array ? data : Float64Array.from(data, Number), shape };
}
