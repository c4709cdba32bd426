import type { Operator, Value } from '../graph.ts';
import { broadcastShapes, type Dim } from '../shape.ts';
import { sumTo } from './elementwise.ts';
import { expectFloat, expectRank, expectShape } from './expect.ts';
import { reshape } from './layout.ts';
import { reduceSum } from './reduction.ts';

function productDims(a: Value, b: Value, transA: boolean, transB: boolean): [Dim, Dim] {
  expectFloat(a, b);
  if (a.shape.length < 2 || b.shape.length < 2) throw new Error('both must be matrices');
  const [ar, ac] = a.shape.slice(-2);
  const [br, bc] = b.shape.slice(-2);
  const [rows, inner] = transA ? [ac, ar] : [ar, ac];
  const [innerB, columns] = transB ? [bc, br] : [br, bc];
  if (inner !== innerB) {
    throw new Error(`${inner} columns${transA ? ' (transposed)' : ''}, ${innerB} rows${transB ? ' (transposed)' : ''}`);
  }
  return [rows, columns];
}

const matmulOperator: Operator = {
  name: 'FusedMatMul',
  domain: 'com.microsoft',
  infer: ([a, b], { transA, transB }) => {
    const batch = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2));
    return [{ dtype: a.dtype, shape: [...batch, ...productDims(a, b, transA === 1, transB === 1)] }];
  },
  // C = α·A'·B' with A' = A or Aᵀ: dA' = α·g·B'ᵀ and dB' = α·A'ᵀ·g, transposed back where A or B was.
  gradient: ({ inputs: [a, b], attributes }, [g]) => {
    const scale = (attributes.alpha as { float: number }).float;
    const transA = attributes.transA === 1;
    const transB = attributes.transB === 1;
    const da = transA
      ? matmul(b, g!, { transposeA: transB, transposeB: true, scale })
      : matmul(g!, b, { transposeB: !transB, scale });
    const db = transB
      ? matmul(g!, a, { transposeA: true, transposeB: transA, scale })
      : matmul(a, g!, { transposeA: !transA, scale });
    return [sumTo(da, a.shape), sumTo(db, b.shape)];
  },
};

interface MatmulOptions {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  readonly scale?: number;
}

/** `scale · A·B` over the last two axes, batched and broadcast over the others. */
export function matmul(
  a: Value,
  b: Value,
  { transposeA = false, transposeB = false, scale = 1 }: MatmulOptions = {},
): Value {
  const attributes = { transA: transposeA ? 1 : 0, transB: transposeB ? 1 : 0, alpha: { float: scale } };
  return a.graph.apply(matmulOperator, [a, b], attributes)[0];
}

const gemmOperator: Operator = {
  name: 'Gemm',
  infer: ([a, b, bias], { transA, transB }) => {
    const shape = productDims(a, b, transA === 1, transB === 1);
    expectRank(a, 2);
    expectRank(b, 2);
    if (bias) {
      expectFloat(a, bias);
      expectShape(bias, [shape[1]]);
    }
    return [{ dtype: a.dtype, shape }];
  },
  gradient: ({ inputs: [a, b, bias], attributes }, [g]) => {
    const transA = attributes.transA === 1;
    const transB = attributes.transB === 1;
    const da = transA ? gemm(b, g!, transB, true) : gemm(g!, b, false, !transB);
    const db = transB ? gemm(g!, a, true, transA) : gemm(a, g!, !transA, false);
    return bias ? [da, db, sumRows(g!)] : [da, db];
  },
};

function gemm(a: Value, b: Value, transA: boolean, transB: boolean, bias?: Value): Value {
  const inputs = bias ? [a, b, bias] : [a, b];
  return a.graph.apply(gemmOperator, inputs, { transA: transA ? 1 : 0, transB: transB ? 1 : 0 })[0];
}

/** Σ over the rows of x [n, C], [C]. As a product with ones it takes ONNX Runtime a third of the time of ReduceSum. */
export function sumRows(x: Value): Value {
  const [rows, width] = x.shape;
  if (typeof rows === 'string') return reduceSum(x, [0]);
  const ones = x.graph.constant(new Float32Array(rows).fill(1), [1, rows]);
  return reshape(gemm(ones, x, false, false), [width]);
}

/**
 * `x·W + b`, x [n, in].
 * @param layout how W is stored: `in-out` [in, out] (GPT-2's Conv1D) or `out-in` [out, in] (torch.nn.Linear)
 */
export function linear(x: Value, weight: Value, bias: Value | undefined, layout: 'in-out' | 'out-in'): Value {
  return gemm(x, weight, false, layout === 'out-in', bias);
}
