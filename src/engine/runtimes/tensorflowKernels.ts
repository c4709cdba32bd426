import * as tf from '@tensorflow/tfjs-core';
import type { Attributes } from '../graph.ts';
import type { Dim } from '../shape.ts';

/** What an ONNX operator does, in TensorFlow.js. Indices are int32 there. */
type Kernel = (inputs: readonly tf.Tensor[], attributes: Attributes) => tf.Tensor | readonly tf.Tensor[];

const unary =
  (compute: (x: tf.Tensor) => tf.Tensor): Kernel =>
  ([x]) =>
    compute(x);
const binary =
  (compute: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): Kernel =>
  ([a, b]) =>
    compute(a, b);

export const kernels: Readonly<Record<string, Kernel>> = {
  Add: binary(tf.add),
  Sub: binary(tf.sub),
  Mul: binary(tf.mul),
  Div: binary(tf.div),
  Neg: unary(tf.neg),
  Exp: unary(tf.exp),
  Log: unary(tf.log),
  Sqrt: unary(tf.sqrt),
  Reciprocal: unary(tf.reciprocal),
  Tanh: unary(tf.tanh),
  Sigmoid: unary(tf.sigmoid),
  Cos: unary(tf.cos),
  Sin: unary(tf.sin),
  Erf: unary(tf.erf),
  Relu: unary(tf.relu),
  Sign: unary(tf.sign),
  Gelu: ([x], { approximate }) => (approximate === 'tanh' ? tanhGelu(x) : exactGelu(x)),
  // Halves are widened when they are read, so among floating-point types there is nothing left to do.
  Cast: ([x], { to }) => tf.cast(x, to === 7 ? 'int32' : to === 9 ? 'bool' : 'float32'),

  FusedMatMul: ([a, b], { transA, transB, alpha }) => {
    const product = tf.matMul(a, b, transA === 1, transB === 1);
    const { float } = alpha as { float: number };
    return float === 1 ? product : tf.mul(product, float);
  },
  Gemm: ([a, b, bias], { transA, transB }) => {
    const product = tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D, transA === 1, transB === 1);
    return bias ? tf.add(product, bias) : product;
  },

  ReduceSum: ([x], { axes, keepdims }) => tf.sum(x, axes as number[], keepdims === 1),
  ReduceMean: ([x], { axes, keepdims }) => tf.mean(x, axes as number[], keepdims === 1),
  Softmax: unary((x) => tf.softmax(x)),
  LayerNormalization: ([x, gain, bias], { epsilon }) => {
    const { mean, variance } = tf.moments(x, -1, true);
    const inverse = tf.rsqrt(tf.add(variance, (epsilon as { float: number }).float));
    const scaled = tf.mul(tf.mul(tf.sub(x, mean), inverse), gain);
    return [bias ? tf.add(scaled, bias) : scaled, mean, inverse];
  },
  SoftmaxCrossEntropyLoss: ([logits, targets], { reduction }) => {
    const logProbabilities = tf.logSoftmax(logits);
    const [rows, classes] = logits.shape;
    const chosen = tf.equal(tf.reshape(targets, [rows, 1]), tf.range(0, classes, 1, 'int32'));
    const losses = tf.neg(tf.sum(tf.mul(logProbabilities, tf.cast(chosen, 'float32')), 1));
    return [reduction === 'none' ? losses : tf.mean(losses), logProbabilities];
  },

  Reshape: ([x], { shape }) => tf.reshape(x, known(shape as Dim[])),
  Transpose: ([x], { perm }) => tf.transpose(x, perm as number[]),
  Concat: (inputs, { axis }) => tf.concat([...inputs], axis as number),
  Split: ([x, sizes], { axis, split }) =>
    tf.split(x, sizes ? [...sizes.dataSync()] : (split as number[]), axis as number),
  Shape: ([x], { start, end }) => tf.tensor1d(x.shape.slice(start as number, end as number), 'int32'),
  ConstantOfShape: ([shape]) => tf.zeros([...shape.dataSync()]),
  Expand: ([x, target], { shape }) => {
    const wanted = target ? [...target.dataSync()] : (shape as number[]);
    return tf.broadcastTo(x, tf.broadcast_util.assertAndGetBroadcastShape(x.shape, wanted));
  },

  Gather: ([table, indices]) => tf.gather(table, tf.cast(indices, 'int32')),
  ScatterND: ([table, places, values]) => tf.add(table, tf.scatterND(places, values, table.shape)),
  ScatterElements: ([x, columns, updates]) => {
    const [rows] = x.shape;
    const places = tf.concat([tf.reshape(tf.range(0, rows, 1, 'int32'), [rows, 1]), tf.cast(columns, 'int32')], 1);
    return tf.add(x, tf.scatterND(places, tf.reshape(updates, [rows]), x.shape));
  },
};

/** At most one size is symbolic; TensorFlow.js, too, calls it −1. */
function known(shape: readonly Dim[]): number[] {
  return shape.map((dim) => (typeof dim === 'number' ? dim : -1));
}

function tanhGelu(x: tf.Tensor): tf.Tensor {
  const inner = tf.mul(tf.add(x, tf.mul(tf.mul(tf.mul(x, x), x), 0.044715)), Math.sqrt(2 / Math.PI));
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inner), 1));
}

function exactGelu(x: tf.Tensor): tf.Tensor {
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));
}
