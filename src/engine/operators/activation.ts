import type { Operator, Value } from '../graph.ts';
import { add, erf, exp, multiply, scale, shift, sigmoid, subtract } from './elementwise.ts';
import { expectFloat } from './expect.ts';

const inferActivation: Operator['infer'] = ([x]) => {
  expectFloat(x);
  return [{ dtype: x.dtype, shape: x.shape }];
};

/**
 * Hendrycks & Gimpel 2016: x·Φ(x). Its tanh form is the same as x·σ(u) with u = √(8/π)·(x + 0.044715·x³), from which
 * follows dy/dx = σ(u) + y·(1 − σ(u))·du/dx. Each line below is a pass over a tensor: few of them is what counts.
 */
const geluOperator: Operator = {
  name: 'Gelu',
  infer: inferActivation,
  gradient: ({ inputs: [x], outputs: [y], attributes: { approximate } }, [g]) => {
    const square = multiply(x, x);
    if (approximate === 'tanh') {
      const linear = Math.sqrt(8 / Math.PI);
      const cubic = scale(square, 0.044715 * linear);
      const gate = sigmoid(multiply(x, shift(cubic, linear)));
      const slope = shift(scale(cubic, 3), linear);
      return [multiply(g!, add(gate, multiply(subtract(y, multiply(y, gate)), slope)))];
    }
    const cumulative = scale(shift(erf(scale(x, Math.SQRT1_2)), 1), 0.5);
    const density = scale(exp(scale(square, -0.5)), 1 / Math.sqrt(2 * Math.PI));
    return [multiply(g!, add(cumulative, multiply(x, density)))];
  },
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
