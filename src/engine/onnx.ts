import Long from 'long';
import { onnx } from 'onnx-proto';
import type { Attribute, ByteRange, DType, Graph, Node, Value } from './graph.ts';
import { liveNodes } from './liveNodes.ts';
import type { Shape } from './shape.ts';

const { DataType } = onnx.TensorProto;
const dataTypes: Readonly<Record<DType, number>> = {
  f32: DataType.FLOAT,
  f16: DataType.FLOAT16,
  bf16: DataType.BFLOAT16,
  i64: DataType.INT64,
  bool: DataType.BOOL,
};

/** Gelu needs operator set 20; ONNX Runtime's own set holds FusedMatMul. */
const operatorSets = [
  { domain: '', version: 20 },
  { domain: 'com.microsoft', version: 1 },
];
const irVersion = 9;

/**
 * The graph as an ONNX ModelProto. Weights stay where they are, as external data.
 * @param locate where the reader of the model will find a weight's bytes, `file` being the ONNX `location`
 */
export function encodeOnnx(graph: Graph, locate: (weight: Value, range: ByteRange) => ByteRange): Uint8Array {
  const writer = new Writer(graph, locate);
  return onnx.ModelProto.encode(
    onnx.ModelProto.create({ irVersion, opsetImport: operatorSets, producerName: 'underhood', graph: writer.graph() }),
  ).finish();
}

class Writer {
  readonly #names = new Map<Value, string>();
  readonly #nodes: Node[];
  readonly #used: Set<Value>;

  constructor(
    readonly source: Graph,
    readonly locate: (weight: Value, range: ByteRange) => ByteRange,
  ) {
    this.#nodes = leavesLast(liveNodes(source));
    this.#used = new Set([...source.outputs.values(), ...this.#nodes.flatMap((node) => node.inputs)]);
    const made = new Set(this.#nodes.flatMap((node) => node.outputs));
    for (const [name, value] of source.outputs) {
      if (made.has(value) && !this.#names.has(value)) this.#names.set(value, name);
    }
  }

  graph(): onnx.IGraphProto {
    const { source } = this;
    const shapes: onnx.ITensorProto[] = [];
    const nodes = this.#nodes.map((node, i) => this.#node(node, `node_${i}`, shapes));
    for (const [name, value] of source.outputs) {
      // An input, a weight or an activation with two names is handed out through a node of its own.
      if (this.#name(value) !== name) nodes.push({ opType: 'Identity', input: [this.#name(value)], output: [name] });
    }
    const used = (value: Value) => this.#used.has(value);
    return {
      name: 'underhood',
      node: nodes,
      initializer: [
        ...[...source.constants].filter(([value]) => used(value)).map(([value, data]) => this.#constant(value, data)),
        ...[...source.weights].filter(([value]) => used(value)).map(([value, range]) => this.#weight(value, range)),
        ...shapes,
      ],
      input: source.inputs.filter(used).map((value) => valueInfo(value.name, value.dtype, value.shape)),
      output: [...source.outputs].map(([name, { dtype, shape }]) => valueInfo(name, dtype, shape)),
    };
  }

  #name(value: Value): string {
    return this.#names.get(value) ?? value.name;
  }

  #node({ operator, inputs, outputs, attributes }: Node, name: string, shapes: onnx.ITensorProto[]): onnx.INodeProto {
    const asInputs = operator.attributeInputs ?? [];
    const tensors = asInputs.map((attribute) => {
      const list = (attributes[attribute] as Shape).map((dim) => (typeof dim === 'number' ? dim : -1));
      const tensor = int64Tensor(`${name}_${attribute}`, list);
      shapes.push(tensor);
      return tensor.name!;
    });
    return {
      name,
      opType: operator.name,
      domain: operator.domain ?? '',
      input: [...inputs.map((value) => this.#name(value)), ...tensors],
      output: this.#outputs(outputs, operator.requiredOutputs),
      attribute: Object.entries(attributes)
        .filter(([key]) => !asInputs.includes(key))
        .map(([key, value]) => encodeAttribute(key, value)),
    };
  }

  /** Optional outputs that nobody reads are left out: ONNX Runtime then does not compute them. */
  #outputs(outputs: readonly Value[], required = outputs.length): string[] {
    const last = outputs.findLastIndex((output) => this.#used.has(output));
    return outputs.slice(0, Math.max(required, last + 1)).map((output) => this.#name(output));
  }

  #constant(value: Value, data: Float32Array | BigInt64Array): onnx.ITensorProto {
    return {
      name: value.name,
      dims: longs(value.shape as number[]),
      dataType: dataTypes[value.dtype],
      rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    };
  }

  #weight(value: Value, range: ByteRange): onnx.ITensorProto {
    const { file, offset, length } = this.locate(value, range);
    return {
      name: value.name,
      dims: longs(value.shape as number[]),
      dataType: dataTypes[value.dtype],
      dataLocation: onnx.TensorProto.DataLocation.EXTERNAL,
      externalData: [
        { key: 'location', value: file },
        { key: 'offset', value: String(offset) },
        { key: 'length', value: String(length) },
      ],
    };
  }
}

/**
 * ONNX Runtime walks back from the nodes that nobody reads, the last of them first. Were it left to find the gradient of
 * the first layer's parameters last in the list, it would go the whole way back before it computed any other, and keep
 * everything for them. Reversed, each comes when what it needs has just been made: in the order in which it was built.
 */
function leavesLast(nodes: readonly Node[]): Node[] {
  const read = new Set(nodes.flatMap(({ inputs }) => inputs));
  const isLeaf = ({ outputs }: Node) => !outputs.some((output) => read.has(output));
  return [...nodes.filter((node) => !isLeaf(node)), ...nodes.filter(isLeaf).reverse()];
}

function longs(numbers: readonly number[]): Long[] {
  return numbers.map((number) => Long.fromNumber(number));
}

function int64Tensor(name: string, numbers: readonly number[]): onnx.ITensorProto {
  return { name, dims: longs([numbers.length]), dataType: dataTypes.i64, int64Data: longs(numbers) };
}

function encodeAttribute(name: string, value: Attribute): onnx.IAttributeProto {
  const { AttributeType } = onnx.AttributeProto;
  if (typeof value === 'number') return { name, type: AttributeType.INT, i: Long.fromNumber(value) };
  if (typeof value === 'string') return { name, type: AttributeType.STRING, s: new TextEncoder().encode(value) };
  if ('float' in value) return { name, type: AttributeType.FLOAT, f: value.float };
  return { name, type: AttributeType.INTS, ints: longs(value as number[]) };
}

function valueInfo(name: string, dtype: DType, shape: Shape): onnx.IValueInfoProto {
  const dim = shape.map((size) =>
    typeof size === 'string' ? { dimParam: size } : { dimValue: Long.fromNumber(size) },
  );
  return { name, type: { tensorType: { elemType: dataTypes[dtype], shape: { dim } } } };
}
