import type { Operator, Value } from '../graph.ts';
import { add, erf, exp, multiply, scale, shift, sigmoid, subtract, tanh } from './elementwise.ts';
import { expectFloat } from './expect.ts';

const inferActivation: Operator['infer'] = ([x]) => {
  expectFloat(x);
  return [{ dtype: x.dtype, shape: x.shape }];
};

/** GELU's derivative, from Hendrycks & Gimpel 2016: x·Φ(x), and its tanh form with u = √(2/π)·(x + 0.044715·x³). */
function geluDerivative(x: Value, approximate: string): Value {
  const square = multiply(x, x);
  if (approximate === 'tanh') {
    const k = Math.sqrt(2 / Math.PI);
    const t = tanh(multiply(x, shift(scale(square, 0.044715 * k), k)));
    const slope = multiply(x, shift(scale(square, 3 * 0.044715 * k), k));
    const bend = multiply(subtract(x.graph.scalar(1), multiply(t, t)), slope);
    return scale(add(shift(t, 1), bend), 0.5);
  }
  const cumulative = scale(shift(erf(scale(x, Math.SQRT1_2)), 1), 0.5);
  const density = scale(exp(scale(square, -0.5)), 1 / Math.sqrt(2 * Math.PI));
  return add(cumulative, multiply(x, density));
}

const geluOperator: Operator = {
  name: 'Gelu',
  infer: inferActivation,
  gradient: ({ inputs: [x], attributes: { approximate } }, [g]) => [
    multiply(g!, geluDerivative(x, approximate as string)),
  ],
};

/** `tanh` is what GPT-2 was trained with (`gelu_new`); `none` is the exact x·Φ(x). */
export function gelu(x: Value, approximate: 'tanh' | 'none'): Value {
  return x.graph.apply(geluOperator, [x], { approximate })[0];
}

const signOperator: Operator = { name: 'Sign', infer: inferActivation };
const reluOperator: Operator = {
  name: 'Relu',
  infer: inferActivation,
  // The sign of what is never negative is 1 or 0; at x = 0 the derivative is taken as 0.
  gradient: ({ outputs: [y] }, [g]) => [multiply(g!, y.graph.apply(signOperator, [y])[0])],
};

export function relu(x: Value): Value {
  return x.graph.apply(reluOperator, [x])[0];
}

/** x·σ(x), also called swish. */
export function silu(x: Value): Value {
  return multiply(x, sigmoid(x));
}
