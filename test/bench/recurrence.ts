import Long from 'long';
import { onnx } from 'onnx-proto';
import * as ort from 'onnxruntime-node';
import { Graph } from '../../src/engine/graph.ts';
import { concat, reshape } from '../../src/engine/operators/layout.ts';
import { linear } from '../../src/engine/operators/matrix.ts';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { recur } from '../../src/models/layers/recurrence.ts';
import { Random } from '../../src/random.ts';
import type { Bench } from './bench.ts';
import { type Contestant, inTurn, type Outcome } from './outcome.ts';

const { FLOAT } = onnx.TensorProto.DataType;
const { AttributeType } = onnx.AttributeProto;

/** A recurrent layer, as in the bundled translators. */
const size = { tokens: 16, batch: 32, width: 96, hidden: 224 };

const shapes = {
  x: [size.tokens, size.batch, size.width],
  wx: [size.hidden, size.width],
  wh: [size.hidden, size.hidden],
  b: [size.hidden],
} as const;

function numbers(): Record<keyof typeof shapes, Float32Array> {
  const random = new Random(1);
  const draw = (shape: readonly number[]) =>
    Float32Array.from({ length: shape.reduce((product, dim) => product * dim, 1) }, () => 0.1 * random.normal());
  return { x: draw(shapes.x), wx: draw(shapes.wx), wh: draw(shapes.wh), b: draw(shapes.b) };
}

/** The layer as the engine has it: every step nodes of its own. */
async function unrolled(): Promise<Contestant> {
  const graph = new Graph();
  const input = (name: keyof typeof shapes) => graph.input(name, 'f32', shapes[name]);
  const [x, wx, wh, b] = [input('x'), input('wx'), input('wh'), input('b')];
  const { tokens, batch, width } = size;
  const brought = linear(reshape(x, [tokens * batch, width]), wx, b, 'out-in');
  graph.output('y', concat(recur(brought, undefined, wh, tokens), 0));
  const executable = await onnxruntimeNode({ threads: 1 }).compile(graph);
  const data = numbers();
  const feeds = Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, { data: data[name as 'x'], shape }]),
  );
  return { label: 'unrolled', run: () => executable.run(feeds, ['y']) };
}

/** The same by ONNX's own RNN. */
function rnnGraph(): onnx.IGraphProto {
  const { tokens, batch, width, hidden } = size;
  return {
    node: [
      { opType: 'RNN', input: ['x', 'wx', 'wh', 'b'], output: ['y'], attribute: [integer('hidden_size', hidden)] },
    ],
    input: [
      info('x', [tokens, batch, width]),
      info('wx', [1, hidden, width]),
      info('wh', [1, hidden, hidden]),
      info('b', [1, 2 * hidden]),
    ],
    output: [info('y', [tokens, 1, batch, hidden])],
  };
}

/** The same by Scan, which runs a graph of one step over and over. */
function scanGraph(): onnx.IGraphProto {
  const { tokens, batch, width, hidden } = size;
  const body: onnx.IGraphProto = {
    name: 'step',
    node: [
      { opType: 'Gemm', input: ['xt', 'wx', 'b'], output: ['brought'], attribute: [integer('transB', 1)] },
      { opType: 'Gemm', input: ['h', 'wh', 'brought'], output: ['sum'], attribute: [integer('transB', 1)] },
      { opType: 'Tanh', input: ['sum'], output: ['next'] },
      { opType: 'Identity', input: ['next'], output: ['yt'] },
    ],
    input: [info('h', [batch, hidden]), info('xt', [batch, width])],
    output: [info('next', [batch, hidden]), info('yt', [batch, hidden])],
  };
  return {
    node: [
      {
        opType: 'Scan',
        input: ['start', 'x'],
        output: ['last', 'y'],
        attribute: [integer('num_scan_inputs', 1), { name: 'body', type: AttributeType.GRAPH, g: body }],
      },
    ],
    initializer: [
      { name: 'start', dims: dims([batch, hidden]), dataType: FLOAT, floatData: new Array(batch * hidden).fill(0) },
    ],
    input: [
      info('x', [tokens, batch, width]),
      info('wx', [hidden, width]),
      info('wh', [hidden, hidden]),
      info('b', [hidden]),
    ],
    output: [info('y', [tokens, batch, hidden])],
  };
}

async function session(label: string, graph: onnx.IGraphProto): Promise<Contestant> {
  const model = onnx.ModelProto.create({
    irVersion: 9,
    opsetImport: [{ domain: '', version: 20 }],
    graph: { name: label, ...graph },
  });
  const options = { intraOpNumThreads: 1, interOpNumThreads: 1 };
  const made = await ort.InferenceSession.create(onnx.ModelProto.encode(model).finish(), options);
  const data = numbers();
  // RNN has two biases, of which the second stays zero.
  const bias = label === 'RNN' ? Float32Array.from([...data.b, ...new Float32Array(size.hidden)]) : data.b;
  const feeds = Object.fromEntries(
    graph.input!.map(({ name, type }) => {
      const shape = type!.tensorType!.shape!.dim!.map(({ dimValue }) => Number(dimValue));
      return [name!, new ort.Tensor('float32', name === 'b' ? bias : data[name as 'x'], shape)];
    }),
  );
  return { label, run: () => made.run(feeds, ['y']) };
}

function info(name: string, shape: readonly number[]): onnx.IValueInfoProto {
  const dim = shape.map((value) => ({ dimValue: Long.fromNumber(value) }));
  return { name, type: { tensorType: { elemType: FLOAT, shape: { dim } } } };
}

function dims(shape: readonly number[]): Long[] {
  return shape.map((value) => Long.fromNumber(value));
}

function integer(name: string, value: number): onnx.IAttributeProto {
  return { name, type: AttributeType.INT, i: Long.fromNumber(value) };
}

/** How the engine's way to run a recurrent layer stands to those that ONNX has, none of which it could differentiate. */
export const recurrence: Bench = {
  name: 'recurrence',
  what: `A recurrent layer, ${size.tokens} tokens, batch ${size.batch}, ${size.hidden} numbers in its state: unrolled beside ONNX's RNN and Scan`,
  async run(): Promise<Outcome> {
    const contestants = [await unrolled(), await session('RNN', rnnGraph()), await session('Scan', scanGraph())];
    const [work, yardstick, scan] = await inTurn(contestants, { rounds: 40, warmUps: 10 });
    return {
      work,
      yardstick,
      notes: [`Scan: ${scan.best.toFixed(2)} ms at best, ${scan.median.toFixed(2)} in the middle`],
    };
  },
};
