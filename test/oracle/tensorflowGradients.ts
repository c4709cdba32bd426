import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import type { Graph, Value } from '../../src/engine/graph.ts';
import { liveNodes } from '../../src/engine/liveNodes.ts';
import { kernels } from '../../src/engine/runtimes/tensorflowKernels.ts';

/**
 * d loss / d value for each of `values`, by TensorFlow.js' own differentiation of the forward graph: a second opinion
 * on gradients.ts, which takes no part in it. `known` holds all inputs.
 */
export function tensorflowGradients(
  graph: Graph,
  known: ReadonlyMap<Value, tf.Tensor>,
  loss: Value,
  values: readonly Value[],
): Float32Array[] {
  const forward = (...points: tf.Tensor[]) => {
    const results = new Map([...known, ...points.map((point, i) => [values[i], point] as const)]);
    for (const [value, data] of graph.constants) {
      const isFloat = data instanceof Float32Array;
      results.set(
        value,
        tf.tensor(
          isFloat ? data : Int32Array.from(data, Number),
          value.shape as number[],
          isFloat ? 'float32' : 'int32',
        ),
      );
    }
    for (const { operator, inputs, outputs, attributes } of liveNodes(graph, [loss])) {
      const operands = inputs.map((input) => results.get(input)!);
      const made = [kernels[operator.name](operands, attributes)].flat();
      for (const [i, output] of outputs.entries()) results.set(output, made[i]);
    }
    return results.get(loss)!;
  };
  let gradients: Float32Array[] = [];
  tf.tidy(() => {
    const points = values.map((value) => known.get(value)!);
    gradients = tf
      .grads(forward)(points)
      .map((gradient) => Float32Array.from(gradient.dataSync()));
  });
  return gradients;
}
