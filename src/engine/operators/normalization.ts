import type { Operator, Value } from '../graph.ts';
import { divide, multiply, reciprocal, shift, sqrt, subtract } from './elementwise.ts';
import { expectFloat, expectShape, throughFirst } from './expect.ts';
import { reduceMean, reduceSum } from './reduction.ts';

const layerNormOperator: Operator = {
  name: 'LayerNormalization',
  requiredOutputs: 1,
  infer: ([x, gain, bias]) => {
    expectFloat(x, gain, bias);
    expectShape(gain, x.shape.slice(-1));
    expectShape(bias, x.shape.slice(-1));
    const kept = { dtype: x.dtype, shape: [...x.shape.slice(0, -1), 1] };
    return [{ dtype: x.dtype, shape: x.shape }, kept, kept];
  },
  // With x̂ = (x − mean)·r and ĝ = g·gain: dx = r·(ĝ − mean(ĝ) − x̂·mean(ĝ·x̂)), means over the last axis.
  gradient: ({ inputs: [x, gain], outputs: [, mean, inverse] }, gradients) => {
    const g = throughFirst(gradients);
    const normalized = multiply(subtract(x, mean), inverse);
    const scaled = multiply(g, gain);
    const centred = subtract(scaled, reduceMean(scaled, [-1], true));
    const along = multiply(normalized, reduceMean(multiply(scaled, normalized), [-1], true));
    const rows = x.shape.slice(0, -1).map((_, axis) => axis);
    return [multiply(subtract(centred, along), inverse), reduceSum(multiply(g, normalized), rows), reduceSum(g, rows)];
  },
};

export interface Normalized {
  readonly output: Value;
  /** What the input was divided by, [..., 1]. */
  scale(): Value;
}

/** Layer normalisation over the last axis (Ba et al. 2016): (x − mean)/√(variance + ε) · gain + bias. */
export function layerNorm(x: Value, gain: Value, bias: Value, epsilon: number): Normalized {
  const [output, , inverse] = x.graph.apply(layerNormOperator, [x, gain, bias], {
    axis: -1,
    epsilon: { float: epsilon },
  });
  return { output, scale: () => reciprocal(inverse) };
}

/** Root-mean-square normalisation over the last axis (Zhang & Sennrich 2019): x/√(mean(x²) + ε) · gain. */
export function rmsNorm(x: Value, gain: Value, epsilon: number): Normalized {
  const root = sqrt(shift(reduceMean(multiply(x, x), [-1], true), epsilon));
  return { output: multiply(divide(x, root), gain), scale: () => root };
}
