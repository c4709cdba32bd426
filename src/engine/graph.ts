import { type Dim, type Shape, sizeOf } from './shape.ts';

export type DType = 'f32' | 'f16' | 'bf16' | 'i64' | 'bool';

/** Where a weight's bytes lie: a range of a file, so that weights are never copied (ONNX external data). */
export interface ByteRange {
  readonly file: string;
  readonly offset: number;
  readonly length: number;
}

/** A tensor of the graph, before it has numbers. */
export interface Value {
  readonly graph: Graph;
  readonly name: string;
  readonly dtype: DType;
  readonly shape: Shape;
}

/** Numbers are ONNX ints unless wrapped as `{ float }`; lists are ints, in which a symbolic size stands for itself. */
export type Attribute = number | string | readonly Dim[] | { readonly float: number };
export type Attributes = Readonly<Record<string, Attribute>>;
interface Signature {
  readonly dtype: DType;
  readonly shape: Shape;
}

/** One kind of node. Its shape rule and its gradient rule stand side by side (see operators/). */
export interface Operator {
  /** Operator type in ONNX. */
  readonly name: string;
  /** Operator set in ONNX; the default set when absent. */
  readonly domain?: string;
  /** Attributes that ONNX wants as trailing int64 inputs (the axes of a sum, the shape of a Reshape). */
  readonly attributeInputs?: readonly string[];
  /** How many outputs there must be, read or not, the further ones being optional in ONNX; all when absent. */
  readonly requiredOutputs?: number;
  /** The signatures of the outputs. Throws a plain Error saying why, where the inputs do not fit (see expect.ts). */
  infer(inputs: readonly Value[], attributes: Attributes): readonly Signature[];
  /**
   * Given the gradient of the loss with respect to each output (undefined: does not depend), the gradient with respect
   * to each input (undefined: none flows). Absent: not differentiable.
   */
  gradient?(node: Node, outputGradients: readonly (Value | undefined)[]): readonly (Value | RowGradient | undefined)[];
}

/** The gradient of a table of which only some rows were read: `values[i]` belongs to row `rows[i]`; rows may repeat. */
export class RowGradient {
  constructor(
    readonly rows: Value,
    readonly values: Value,
  ) {}
}

export interface Node {
  readonly operator: Operator;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly attributes: Attributes;
}

export type ConstantData = Float32Array | BigInt64Array;

/**
 * A computation as ONNX operators: values, and the nodes that make them, in order. Operators (operators/) append nodes;
 * gradients.ts appends the backward half; onnx.ts writes it as a file; a runtime (runtime.ts) runs it.
 */
export class Graph {
  readonly inputs: Value[] = [];
  readonly nodes: Node[] = [];
  readonly constants = new Map<Value, ConstantData>();
  readonly weights = new Map<Value, ByteRange>();
  /** Named outputs, in the order in which they were declared. */
  readonly outputs = new Map<string, Value>();
  readonly #names = new Set<string>();
  readonly #scalars = new Map<number, Value>();
  #count = 0;

  /** A tensor that is handed in at every run. */
  input(name: string, dtype: DType, shape: Shape): Value {
    const value = this.#value(name, dtype, shape);
    this.inputs.push(value);
    return value;
  }

  /** A tensor stored in the graph itself. */
  constant(data: ConstantData, shape: Shape): Value {
    if (data.length !== sizeOf(shape)) throw new Error(`${data.length} numbers do not fill [${shape.join(', ')}]`);
    const value = this.#value(this.#fresh('constant'), data instanceof Float32Array ? 'f32' : 'i64', shape);
    this.constants.set(value, data);
    return value;
  }

  scalar(number: number): Value {
    const known = this.#scalars.get(number);
    if (known) return known;
    const value = this.constant(Float32Array.of(number), []);
    this.#scalars.set(number, value);
    return value;
  }

  /** A tensor whose numbers stay where they are, in a checkpoint file. */
  weight(name: string, dtype: DType, shape: Shape, range: ByteRange): Value {
    const value = this.#value(name, dtype, shape);
    this.weights.set(value, range);
    return value;
  }

  /** Makes `value` fetchable under `name`. */
  output(name: string, value: Value): Value {
    if (this.outputs.has(name)) throw new Error(`output ${name} is declared twice`);
    this.outputs.set(name, value);
    return value;
  }

  /** Appends a node; used by the operators, not by models. */
  apply(operator: Operator, inputs: readonly Value[], attributes: Attributes = {}): readonly Value[] {
    const signatures = this.#infer(operator, inputs, attributes);
    const outputs = signatures.map(({ dtype, shape }) => this.#value(this.#fresh(operator.name), dtype, shape));
    this.nodes.push({ operator, inputs, outputs, attributes });
    return outputs;
  }

  #infer(operator: Operator, inputs: readonly Value[], attributes: Attributes): readonly Signature[] {
    try {
      if (inputs.some((value) => value.graph !== this)) throw new Error('an input belongs to another graph');
      return operator.infer(inputs, attributes);
    } catch (error) {
      const operands = inputs.map(({ dtype, shape }) => `${dtype} [${shape.join(', ')}]`).join(' and ');
      throw new Error(`${operator.name} of ${operands}: ${(error as Error).message}`);
    }
  }

  #fresh(prefix: string): string {
    return `${prefix}_${this.#count++}`;
  }

  #value(name: string, dtype: DType, shape: Shape): Value {
    if (this.#names.has(name)) throw new Error(`${name} is named twice`);
    this.#names.add(name);
    return { graph: this, name, dtype, shape };
  }
}
