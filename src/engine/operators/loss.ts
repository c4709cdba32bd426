import type { Operator, Value } from '../graph.ts';
import { exp, multiply, scale } from './elementwise.ts';
import { addAt } from './indexing.ts';
import { reshape } from './layout.ts';

const crossEntropyOperator: Operator = {
  name: 'SoftmaxCrossEntropyLoss',
  infer: ([logits, targets], { reduction }) => [
    { dtype: logits.dtype, shape: reduction === 'none' ? targets.shape : [] },
    { dtype: logits.dtype, shape: logits.shape },
  ],
  // d/dlogits of the mean of −log softmax(logits)[target] is (softmax − one-hot)/n.
  gradient: ({ inputs: [logits, targets], outputs: [, logProbabilities], attributes }, [g]) => {
    if (attributes.reduction !== 'mean') throw new Error('only the mean cross entropy has a gradient');
    const count = logits.shape[0] as number;
    const probabilities = scale(exp(logProbabilities), 1 / count);
    const ones = logits.graph.constant(new Float32Array(count).fill(-1 / count), [count, 1]);
    return [multiply(addAt(probabilities, reshape(targets, [count, 1]), ones), g!), undefined];
  },
};

/**
 * Mean cross entropy in nats of `targets` [n] (i64) under softmax(logits), logits [n, V]; n must be a number to be
 * differentiable.
 */
export function crossEntropy(logits: Value, targets: Value): Value {
  return logits.graph.apply(crossEntropyOperator, [logits, targets], { reduction: 'mean' })[0];
}

/** −log softmax(logits)[target] of each row, nats, [n]. Has no gradient. */
export function surprisals(logits: Value, targets: Value): Value {
  return logits.graph.apply(crossEntropyOperator, [logits, targets], { reduction: 'none' })[0];
}
