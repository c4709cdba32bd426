import fc from 'fast-check';
import type { Value } from '../../src/engine/graph.ts';
import { gelu, relu, silu } from '../../src/engine/operators/activation.ts';
import * as elementwise from '../../src/engine/operators/elementwise.ts';
import { addAt, gather } from '../../src/engine/operators/indexing.ts';
import { concat, reshape, split, splitLike, transpose } from '../../src/engine/operators/layout.ts';
import { crossEntropy, surprisals } from '../../src/engine/operators/loss.ts';
import { linear, matmul } from '../../src/engine/operators/matrix.ts';
import { layerNorm, rmsNorm } from '../../src/engine/operators/normalization.ts';
import { reduceMean, reduceSum, softmax } from '../../src/engine/operators/reduction.ts';
import type { Domain } from '../oracle/numbers.ts';

interface Operand {
  readonly shape: readonly number[];
  /** `any` where absent. */
  readonly domain?: Domain;
}

/** One application of an operator to operands of particular shapes. */
export interface Application {
  readonly operands: readonly Operand[];
  readonly apply: (...values: Value[]) => Value;
  /** The shape that must come out. */
  readonly result: readonly number[];
  /** Whether TensorFlow.js can differentiate it; true where absent. */
  readonly hasOracleGradient?: boolean;
}

const dim = fc.integer({ min: 1, max: 4 });
const shape = fc.array(dim, { maxLength: 4 });
const product = (sizes: readonly number[]) => sizes.reduce((a, b) => a * b, 1);

/** A shape that broadcasts into `full`: some leading axes dropped, some others 1. */
function narrower(full: readonly number[]): fc.Arbitrary<number[]> {
  return fc
    .tuple(fc.integer({ min: 0, max: full.length }), fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }))
    .map(([dropped, ones]) => full.slice(dropped).map((size, i) => (ones[i] ? 1 : size)));
}

function unary(apply: (x: Value) => Value, domain: Domain = 'any'): fc.Arbitrary<Application> {
  return shape.map((result) => ({ operands: [{ shape: result, domain }], apply, result }));
}

function binary(apply: (a: Value, b: Value) => Value, domain: Domain = 'any'): fc.Arbitrary<Application> {
  const shapes = shape.chain((full) => fc.tuple(fc.constant(full), narrower(full), fc.boolean()));
  return shapes.map(([full, narrow, isFirst]) => ({
    operands: isFirst ? [{ shape: narrow }, { shape: full, domain }] : [{ shape: full }, { shape: narrow, domain }],
    apply,
    result: full,
  }));
}

/** Axes of a shape in random order. */
const order = (rank: number) => fc.shuffledSubarray([...Array(rank).keys()], { minLength: rank, maxLength: rank });

const product3 = fc.tuple(dim, dim, dim); // rows, inner, columns
const transposed = (flag: boolean, sizes: readonly [number, number]) => (flag ? [sizes[1], sizes[0]] : [...sizes]);

function reduction(apply: typeof reduceSum): fc.Arbitrary<Application> {
  const chosen = fc
    .array(dim, { minLength: 1, maxLength: 4 })
    .chain((full) =>
      fc.tuple(fc.constant(full), fc.subarray([...full.keys()], { minLength: 1 }), fc.boolean(), fc.boolean()),
    );
  return chosen.map(([full, axes, keep, fromTheEnd]) => ({
    operands: [{ shape: full }],
    apply: (x) => apply(x, fromTheEnd ? axes.map((axis) => axis - full.length) : axes, keep),
    result: full.flatMap((size, axis) => (!axes.includes(axis) ? [size] : keep ? [1] : [])),
  }));
}

const rowsOfNumbers = fc.tuple(fc.array(dim, { maxLength: 2 }), fc.integer({ min: 2, max: 6 }));
const matrices = fc.tuple(dim, fc.integer({ min: 2, max: 6 }));
const classification = fc
  .tuple(dim, fc.integer({ min: 1, max: 6 }))
  .map(([rows, classes]) => [{ shape: [rows, classes] }, { shape: [rows], domain: { below: classes } }]);

function matmulOf(other: (batch: readonly number[]) => fc.Arbitrary<readonly number[]>): fc.Arbitrary<Application> {
  const batches = fc.array(dim, { maxLength: 2 }).chain((batch) => fc.tuple(fc.constant(batch), other(batch)));
  return fc
    .tuple(product3, batches, fc.boolean(), fc.boolean(), fc.boolean())
    .map(([[rows, inner, columns], [batch, narrow], transposeA, transposeB, isFirst]) => ({
      operands: [
        { shape: [...(isFirst ? narrow : batch), ...transposed(transposeA, [rows, inner])] },
        { shape: [...(isFirst ? batch : narrow), ...transposed(transposeB, [inner, columns])] },
      ],
      apply: (a, b) => matmul(a, b, { transposeA, transposeB, scale: 0.5 }),
      result: [...batch, rows, columns],
    }));
}

/** Every differentiable operator, over random shapes. */
export const operatorCases: Readonly<Record<string, fc.Arbitrary<Application>>> = {
  add: binary(elementwise.add),
  subtract: binary(elementwise.subtract),
  multiply: binary(elementwise.multiply),
  divide: binary(elementwise.divide, 'awayFromZero'),
  negate: unary(elementwise.negate),
  exp: unary(elementwise.exp),
  log: unary(elementwise.log, 'positive'),
  sqrt: unary(elementwise.sqrt, 'positive'),
  reciprocal: unary(elementwise.reciprocal, 'awayFromZero'),
  tanh: unary(elementwise.tanh),
  sigmoid: unary(elementwise.sigmoid),
  cos: unary(elementwise.cos),
  sin: unary(elementwise.sin),
  erf: unary(elementwise.erf),
  scale: unary((x) => elementwise.scale(x, -1.5)),
  shift: unary((x) => elementwise.shift(x, 2)),
  'gelu, tanh': unary((x) => gelu(x, 'tanh')),
  'gelu, exact': unary((x) => gelu(x, 'none')),
  relu: unary(relu, 'awayFromZero'),
  silu: unary(silu),
  'a value used three times': unary((x) => elementwise.multiply(elementwise.add(x, x), x)),

  expand: shape
    .chain((full) => fc.tuple(fc.constant(full), narrower(full)))
    .map(([full, narrow]) => ({
      operands: [{ shape: narrow }],
      apply: (x) => elementwise.expand(x, full),
      result: full,
    })),
  reshape: shape.map((from) => ({
    operands: [{ shape: from }],
    apply: (x) => reshape(x, [1, product(from)]),
    result: [1, product(from)],
  })),
  transpose: shape
    .chain((from) => fc.tuple(fc.constant(from), order(from.length)))
    .map(([from, axes]) => ({
      operands: [{ shape: from }],
      apply: (x) => transpose(x, axes),
      result: axes.map((axis) => from[axis]),
    })),
  concat: fc.tuple(dim, dim, fc.array(dim, { minLength: 1, maxLength: 3 })).map(([before, after, sizes]) => ({
    operands: sizes.map((size) => ({ shape: [before, size, after] })),
    apply: (...values) => concat(values, 1),
    result: [before, sizes.reduce((a, b) => a + b, 0), after],
  })),
  'split, all parts': fc.tuple(dim, dim, dim).map(([rows, first, second]) => ({
    operands: [{ shape: [rows, first + second] }],
    apply: (x) => concat([...split(x, -1, [first, second])].reverse(), 1),
    result: [rows, first + second],
  })),
  'split, one part': fc.tuple(dim, dim, dim, fc.integer({ max: 1, min: 0 })).map(([first, second, columns, part]) => ({
    operands: [{ shape: [first + second, columns] }],
    apply: (x) => split(x, 0, [first, second])[part],
    result: [[first, second][part], columns],
  })),

  'splitLike, all parts': fc.tuple(dim, dim, dim).map(([rows, first, second]) => ({
    operands: [{ shape: [rows, first] }, { shape: [rows, second] }],
    apply: (a, b) => concat([...splitLike(elementwise.tanh(concat([a, b], 1)), [a, b], 1)].reverse(), 1),
    result: [rows, first + second],
  })),
  'splitLike, one part': fc
    .tuple(dim, dim, dim, fc.integer({ max: 1, min: 0 }))
    .map(([first, second, columns, part]) => ({
      operands: [{ shape: [first, columns] }, { shape: [second, columns] }],
      apply: (a, b) => splitLike(concat([a, b], 0), [a, b], 0)[part],
      result: [[first, second][part], columns],
    })),

  gather: fc.tuple(dim, dim, fc.array(dim, { minLength: 1, maxLength: 2 })).map(([rows, width, indices]) => ({
    operands: [{ shape: [rows, width] }, { shape: indices, domain: { below: rows } }],
    apply: gather,
    result: [...indices, width],
  })),
  'gather, and more behind the table': fc.tuple(dim, dim, dim).map(([rows, width, count]) => ({
    operands: [{ shape: [rows, width] }, { shape: [count], domain: { below: rows } }],
    apply: (table, indices) => gather(elementwise.tanh(table), indices),
    result: [count, width],
  })),

  matmul: matmulOf((batch) => fc.constant(batch)),
  // TensorFlow.js' own gradient refuses operands that are broadcast.
  'matmul, broadcast': matmulOf(narrower).map((drawn) => ({ ...drawn, hasOracleGradient: false })),
  'linear, in-out': product3.map(([rows, inner, columns]) => ({
    operands: [{ shape: [rows, inner] }, { shape: [inner, columns] }, { shape: [columns] }],
    apply: (x, weight, bias) => linear(x, weight, bias, 'in-out'),
    result: [rows, columns],
  })),
  'linear, out-in, no bias': product3.map(([rows, inner, columns]) => ({
    operands: [{ shape: [rows, inner] }, { shape: [columns, inner] }],
    apply: (x, weight) => linear(x, weight, undefined, 'out-in'),
    result: [rows, columns],
  })),

  reduceSum: reduction(reduceSum),
  reduceMean: reduction(reduceMean),
  softmax: rowsOfNumbers.map(([leading, width]) => ({
    operands: [{ shape: [...leading, width] }],
    apply: softmax,
    result: [...leading, width],
  })),
  layerNorm: matrices.map(([rows, width]) => ({
    operands: [{ shape: [rows, width] }, { shape: [width] }, { shape: [width] }],
    apply: (x, gain, bias) => layerNorm(x, gain, bias, 1e-2).output,
    result: [rows, width],
  })),
  'layerNorm without a bias': matrices.map(([rows, width]) => ({
    operands: [{ shape: [rows, width] }, { shape: [width] }],
    apply: (x, gain) => layerNorm(x, gain, undefined, 1e-2).output,
    result: [rows, width],
  })),
  rmsNorm: rowsOfNumbers.map(([leading, width]) => ({
    operands: [{ shape: [...leading, width] }, { shape: [width] }],
    apply: (x, gain) => rmsNorm(x, gain, 1e-2).output,
    result: [...leading, width],
  })),
  'scale of rmsNorm': rowsOfNumbers.map(([leading, width]) => ({
    operands: [{ shape: [...leading, width] }, { shape: [width] }],
    apply: (x, gain) => elementwise.add(rmsNorm(x, gain, 1e-2).scale(), reduceSum(gain, [0], true)),
    result: [...leading, 1],
  })),
  crossEntropy: classification.map((operands) => ({ operands, apply: crossEntropy, result: [] })),
  surprisals: classification.map((operands) => ({
    operands,
    apply: surprisals,
    result: operands[0].shape.slice(0, 1),
  })),
};

/** Operators that only gradients use; they have none of their own. */
export const gradientlessCases: Readonly<Record<string, fc.Arbitrary<Application>>> = {
  addAt: classification.map(([x, columns]) => ({
    operands: [x, { ...columns, shape: [x.shape[0], 1] }, { shape: [x.shape[0], 1] }],
    apply: addAt,
    result: x.shape,
  })),
  'scale of layerNorm': matrices.map(([rows, width]) => ({
    operands: [{ shape: [rows, width] }, { shape: [width] }, { shape: [width] }],
    apply: (x, gain, bias) => layerNorm(x, gain, bias, 1e-2).scale(),
    result: [rows, 1],
  })),
};
