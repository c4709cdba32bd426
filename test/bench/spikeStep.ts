import { gradients } from '../../src/engine/gradients.ts';
import { Graph, type Node, type Operator, type Value } from '../../src/engine/graph.ts';
import {
  add,
  divide,
  exp,
  multiply,
  scale,
  shift,
  sqrt,
  subtract,
  tanh,
} from '../../src/engine/operators/elementwise.ts';
import { reshape, split, transpose } from '../../src/engine/operators/layout.ts';
import { linear, matmul } from '../../src/engine/operators/matrix.ts';
import { reduceSum, softmax } from '../../src/engine/operators/reduction.ts';
import { causalMask } from '../../src/models/inference/causalMask.ts';

export const characterGpt = { vocabulary: 65, layers: 4, heads: 4, width: 128, tokens: 64, batch: 12 };

const { vocabulary, layers, heads, width, tokens, batch } = characterGpt;
const rows = batch * tokens;

/**
 * The yardstick of the training budget: a whole step of a character GPT in the simplest form, which the engine has to
 * beat. Products with one-hot rows stand for the embeddings, gradients are spelled out the plain way, and AdamW is part
 * of the graph, so that every step hands back every tensor. Inputs: `ids` and `targets` [rows] (i64); `rate`,
 * `firstCorrection` and `secondCorrection` []; and, for each parameter p, p, `m.p` and `v.p` (`state`). Outputs: `loss`,
 * and `next.` before the name of each of the state.
 */
export function spikeStep(): { readonly graph: Graph; readonly state: readonly Value[] } {
  const graph = new Graph();
  const parameters: Value[] = [];
  const parameter = (name: string, ...shape: number[]) => {
    const value = graph.input(name, 'f32', shape);
    parameters.push(value);
    return value;
  };
  const norm = (x: Value, name: string) =>
    graph.apply(layerNormOperator, [x, parameter(`${name}.gain`, width), parameter(`${name}.bias`, width)], {
      axis: -1,
      epsilon: { float: 1e-5 },
    })[0];
  const product = (x: Value, name: string, size: number) =>
    linear(x, parameter(name, x.shape[1] as number, size), undefined, 'in-out');
  const byHead = (x: Value) => transpose(reshape(x, [batch, tokens, heads, width / heads]), [0, 2, 1, 3]);

  const ids = graph.input('ids', 'i64', [rows]);
  const targets = graph.input('targets', 'i64', [rows]);
  const embeddings = parameter('tokens', vocabulary, width);
  const embedded = linear(oneHot(ids), embeddings, undefined, 'in-out');
  const placed = add(reshape(embedded, [batch, tokens, width]), parameter('positions', tokens, width));
  const mask = graph.constant(causalMask(tokens), [tokens, tokens]);
  let x = reshape(placed, [rows, width]);
  for (let l = 0; l < layers; l++) {
    const joined = product(norm(x, `${l}.first`), `${l}.qkv`, 3 * width);
    const [q, k, v] = split(joined, 1, [width, width, width]).map(byHead);
    const scores = matmul(q, k, { transposeB: true, scale: 1 / Math.sqrt(width / heads) });
    const z = transpose(matmul(softmax(add(scores, mask)), v), [0, 2, 1, 3]);
    x = add(x, product(reshape(z, [rows, width]), `${l}.out`, width));
    const [post] = graph.apply(geluOperator, [product(norm(x, `${l}.second`), `${l}.up`, 4 * width)], {
      approximate: 'tanh',
    });
    x = add(x, product(post, `${l}.down`, width));
  }
  const logits = linear(norm(x, 'last'), embeddings, undefined, 'out-in');
  const [loss] = graph.apply(lossOperator, [logits, targets], { reduction: 'mean' });
  graph.output('loss', loss);

  const rates = {
    step: graph.input('rate', 'f32', []),
    first: graph.input('firstCorrection', 'f32', []),
    second: graph.input('secondCorrection', 'f32', []),
  };
  const found = gradients(loss, parameters);
  const state = parameters.flatMap((value) => adam(value, found.get(value)!.dense!, rates));
  undoOrder(graph);
  return { graph, state };
}

/** The encoder reverses what nobody reads (onnx.ts), which is part of what is measured: here it is to stand as built. */
function undoOrder({ nodes }: Graph): void {
  const read = new Set(nodes.flatMap(({ inputs }) => inputs));
  const isLeaf = ({ outputs }: Node) => !outputs.some((output) => read.has(output));
  nodes.push(...nodes.splice(0).sort((a, b) => Number(isLeaf(a)) - Number(isLeaf(b))));
  const first = nodes.findIndex(isLeaf);
  nodes.push(...nodes.splice(first).reverse());
}

function adam(value: Value, gradient: Value, rates: Readonly<Record<'step' | 'first' | 'second', Value>>): Value[] {
  const { graph, name, shape } = value;
  const first = graph.input(`m.${name}`, 'f32', shape);
  const second = graph.input(`v.${name}`, 'f32', shape);
  const nextFirst = add(scale(first, 0.9), scale(gradient, 0.1));
  const nextSecond = add(scale(second, 0.999), scale(multiply(gradient, gradient), 0.001));
  const deviation = shift(sqrt(multiply(nextSecond, rates.second)), 1e-8);
  graph.output(
    `next.${name}`,
    subtract(value, multiply(divide(multiply(nextFirst, rates.first), deviation), rates.step)),
  );
  graph.output(`next.m.${name}`, nextFirst);
  graph.output(`next.v.${name}`, nextSecond);
  return [value, first, second];
}

function oneHot(indices: Value): Value {
  const { graph } = indices;
  const depth = graph.constant(BigInt64Array.of(BigInt(vocabulary)), []);
  return graph.apply(oneHotOperator, [indices, depth, graph.constant(Float32Array.of(0, 1), [2])], { axis: -1 })[0];
}

const oneHotOperator: Operator = {
  name: 'OneHot',
  infer: ([indices]) => [{ dtype: 'f32', shape: [...indices.shape, vocabulary] }],
};

const layerNormOperator: Operator = {
  name: 'LayerNormalization',
  requiredOutputs: 1,
  infer: ([{ dtype, shape }]) => [
    { dtype, shape },
    { dtype, shape: [rows, 1] },
    { dtype, shape: [rows, 1] },
  ],
  gradient: ({ inputs: [x, gain], outputs: [, mean, inverse] }, [g]) => {
    const rowMean = (value: Value) => scale(reduceSum(value, [1], true), 1 / width);
    const normalized = multiply(subtract(x, mean), inverse);
    const scaled = multiply(g!, gain);
    const along = multiply(normalized, rowMean(multiply(scaled, normalized)));
    const dx = multiply(subtract(subtract(scaled, rowMean(scaled)), along), inverse);
    return [dx, reduceSum(multiply(g!, normalized), [0]), reduceSum(g!, [0])];
  },
};

const geluOperator: Operator = {
  name: 'Gelu',
  infer: ([{ dtype, shape }]) => [{ dtype, shape }],
  gradient: ({ inputs: [x] }, [g]) => {
    const k = Math.sqrt(2 / Math.PI);
    const square = multiply(x, x);
    const t = tanh(multiply(x, shift(scale(square, 0.044715 * k), k)));
    const slope = shift(scale(square, 3 * 0.044715 * k), k);
    const bend = multiply(x, multiply(subtract(x.graph.scalar(1), multiply(t, t)), slope));
    return [multiply(g!, scale(add(shift(t, 1), bend), 0.5))];
  },
};

const lossOperator: Operator = {
  name: 'SoftmaxCrossEntropyLoss',
  requiredOutputs: 1,
  infer: ([{ dtype, shape }]) => [
    { dtype, shape: [] },
    { dtype, shape },
  ],
  gradient: ({ inputs: [, targets], outputs: [, logProbabilities] }) => [
    scale(subtract(exp(logProbabilities), oneHot(targets)), 1 / rows),
    undefined,
  ],
};
