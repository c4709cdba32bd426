import type { Operator, Value } from '../graph.ts';
import { sizeOf } from '../shape.ts';
import { exp, expand, multiply, negate, scale } from './elementwise.ts';
import { expectFloat, expectIndices, expectRank, expectShape, throughFirst } from './expect.ts';
import { addAt } from './indexing.ts';
import { reshape } from './layout.ts';

const crossEntropyOperator: Operator = {
  name: 'SoftmaxCrossEntropyLoss',
  requiredOutputs: 1,
  infer: ([logits, targets], { reduction }) => {
    expectFloat(logits);
    expectRank(logits, 2);
    expectIndices(targets);
    expectShape(targets, logits.shape.slice(0, 1));
    return [
      { dtype: logits.dtype, shape: reduction === 'none' ? targets.shape : [] },
      { dtype: logits.dtype, shape: logits.shape },
    ];
  },
  // d/dlogits of −log softmax(logits)[target] is softmax − one-hot; the mean gives each row its share of that.
  gradient: ({ inputs: [logits, targets], outputs: [, logProbabilities], attributes }, gradients) => {
    const [count] = logits.shape;
    const g = throughFirst(gradients);
    const share = attributes.reduction === 'none' ? reshape(g, [count, 1]) : scale(g, 1 / sizeOf([count]));
    const probabilities = multiply(exp(logProbabilities), share);
    const ones = share.shape.length > 0 ? share : expand(share, [sizeOf([count]), 1]);
    return [addAt(probabilities, reshape(targets, [count, 1]), negate(ones)), undefined];
  },
};

/**
 * Mean cross entropy in nats of `targets` [n] (i64) under softmax(logits), logits [n, V]; n must be a number to be
 * differentiable.
 */
export function crossEntropy(logits: Value, targets: Value): Value {
  return logits.graph.apply(crossEntropyOperator, [logits, targets], { reduction: 'mean' })[0];
}

/** −log softmax(logits)[target] of each row, nats, [n]. */
export function surprisals(logits: Value, targets: Value): Value {
  return logits.graph.apply(crossEntropyOperator, [logits, targets], { reduction: 'none' })[0];
}
