import type { Operator, Value } from '../graph.ts';
import { sizeOf } from '../shape.ts';
import { divide, multiply, reciprocal, shift, sqrt, subtract } from './elementwise.ts';
import { expectFloat, expectRank, expectShape, throughFirst } from './expect.ts';
import { reshape } from './layout.ts';
import { matmul, sumRows } from './matrix.ts';
import { reduceMean } from './reduction.ts';

const layerNormOperator: Operator = {
  name: 'LayerNormalization',
  requiredOutputs: 1,
  infer: ([x, gain, bias]) => {
    for (const added of bias ? [gain, bias] : [gain]) {
      expectFloat(x, added);
      expectShape(added, x.shape.slice(-1));
    }
    expectRank(x, 2);
    const kept = { dtype: x.dtype, shape: [x.shape[0], 1] };
    return [{ dtype: x.dtype, shape: x.shape }, kept, kept];
  },
  // With d = x − mean, r the inverse deviation and ĝ = g·gain: dx = r·(ĝ − mean(ĝ) − d·r²·mean(ĝ·d)), means over a row.
  // What sums over a row or a column is written as a product wherever that saves a pass over the whole tensor.
  gradient: ({ inputs: [x, gain, bias], outputs: [, mean, inverse] }, gradients) => {
    const g = throughFirst(gradients);
    const [, width] = x.shape;
    const centred = subtract(x, mean);
    const weighted = multiply(g, centred);
    const scaled = multiply(g, gain);
    const along = matmul(weighted, reshape(gain, [width, 1]), { scale: 1 / sizeOf([width]) });
    const bend = multiply(centred, multiply(multiply(inverse, inverse), along));
    return [
      multiply(subtract(subtract(scaled, reduceMean(scaled, [-1], true)), bend), inverse),
      reshape(matmul(inverse, weighted, { transposeA: true }), [width]),
      bias && sumRows(g),
    ];
  },
};

interface Normalized {
  readonly output: Value;
  /** What the input was divided by, [..., 1]. */
  scale(): Value;
}

/** Layer normalisation of each row of x [n, C] (Ba et al. 2016): (x − mean)/√(variance + ε) · gain + bias. */
export function layerNorm(x: Value, gain: Value, bias: Value | undefined, epsilon: number): Normalized {
  const [output, , inverse] = x.graph.apply(layerNormOperator, bias ? [x, gain, bias] : [x, gain], {
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
