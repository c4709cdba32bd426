import assert from 'node:assert/strict';
import { gradients } from '../../src/engine/gradients.ts';
import { type DType, Graph, type Value } from '../../src/engine/graph.ts';
import { gelu, relu } from '../../src/engine/operators/activation.ts';
import { add, cast, exp, expand, multiply } from '../../src/engine/operators/elementwise.ts';
import { addAt, gather } from '../../src/engine/operators/indexing.ts';
import { concat, like, reshape, split, splitLike, transpose } from '../../src/engine/operators/layout.ts';
import { crossEntropy } from '../../src/engine/operators/loss.ts';
import { linear, matmul } from '../../src/engine/operators/matrix.ts';
import { layerNorm } from '../../src/engine/operators/normalization.ts';
import { reduceMean, reduceSum, softmax } from '../../src/engine/operators/reduction.ts';
import type { Shape } from '../../src/engine/shape.ts';

type Make = (shape: Shape, dtype?: DType) => Value;

/** What cannot be built, and the sentence that says so. */
const mistakes: Readonly<Record<string, readonly [(make: Make) => unknown, RegExp]>> = {
  'shapes that do not broadcast': [
    (make) => add(make([2, 3]), make([2])),
    /^Add of f32 \[2, 3\] and f32 \[2\]: shapes \[2, 3\] and \[2\] do not broadcast$/,
  ],
  'symbolic sizes that differ': [(make) => add(make(['T']), make(['S'])), /do not broadcast/],
  'types that differ': [(make) => multiply(make([2]), make([2], 'i64')), /types of the operands differ/],
  'exp of whole numbers': [(make) => exp(make([2], 'i64')), /^Exp of i64 \[2\]: only floating-point/],
  'relu of whole numbers': [(make) => relu(make([2], 'i64')), /only floating-point/],
  'gelu of whole numbers': [(make) => gelu(make([2], 'i64'), 'tanh'), /only floating-point/],
  'inner sizes that differ': [
    (make) => matmul(make([2, 3]), make([2, 3])),
    /^FusedMatMul of f32 \[2, 3\] and f32 \[2, 3\]: 3 columns, 2 rows$/,
  ],
  'inner sizes that differ, transposed': [
    (make) => matmul(make([3, 2]), make([4, 2]), { transposeA: true, transposeB: true }),
    /3 columns \(transposed\), 2 rows \(transposed\)/,
  ],
  'a vector times a matrix': [(make) => matmul(make([3]), make([3, 2])), /both must be matrices/],
  'a linear layer on three axes': [
    (make) => linear(make([1, 2, 3]), make([3, 4]), undefined, 'in-out'),
    /2 axes is needed, not 3/,
  ],
  'a bias of the wrong size': [
    (make) => linear(make([2, 3]), make([3, 4]), make([3]), 'in-out'),
    /\[3\] should be \[4\]/,
  ],
  'a reshape that loses numbers': [(make) => reshape(make([2, 3]), [5]), /cannot be reshaped to \[5\]/],
  'a reshape that loses a symbol': [(make) => reshape(make(['T', 3]), [3]), /cannot be reshaped/],
  'a reshape with two unknown sizes': [(make) => reshape(make(['T', 'S']), ['S', 'T']), /more than one size/],
  'a transpose that drops an axis': [(make) => transpose(make([2, 3]), [0]), /0 is not an order of its 2 axes/],
  'a transpose that repeats an axis': [(make) => transpose(make([2, 3]), [1, 1]), /not an order/],
  'a split that does not add up': [(make) => split(make([2, 5]), 1, [2, 2]), /5 cannot be split into 2 \+ 2/],
  'a split like parts that do not add up': [
    (make) => splitLike(make(['T']), [make(['P']), make(['N'])], 0),
    /it cannot be split into P \+ N/,
  ],
  'a concat of shapes that differ elsewhere': [(make) => concat([make([2, 3]), make([3, 3])], 1), /\[3, 3\] should be/],
  'a concat of ranks that differ': [(make) => concat([make([2, 3]), make([2])], 0), /2 axes is needed, not 1/],
  'an axis that is not there': [(make) => reduceSum(make([2, 3]), [2]), /axis 2 is out of range for rank 2/],
  'a mean of whole numbers': [(make) => reduceMean(make([2], 'i64'), [0]), /only floating-point/],
  'a softmax of one number': [(make) => softmax(make([])), /axis -1 is out of range for rank 0/],
  'a gain of the wrong size': [(make) => layerNorm(make([2, 3]), make([2]), make([3]), 1e-5), /\[2\] should be \[3\]/],
  'a layer norm of anything but rows': [
    (make) => layerNorm(make([2, 2, 3]), make([3]), make([3]), 1e-5),
    /2 axes is needed, not 3/,
  ],
  'indices that are not whole': [(make) => gather(make([5, 2]), make([3])), /indices must be i64/],
  'an update of the wrong shape': [
    (make) => addAt(make([2, 3]), make([2, 1], 'i64'), make([3, 1])),
    /\[3, 1\] should be \[2, 1\]/,
  ],
  'targets for other rows': [(make) => crossEntropy(make([4, 9]), make([3], 'i64')), /\[3\] should be \[4\]/],
  'an expansion of a size other than 1': [(make) => expand(make([2, 3]), [2, 6]), /do not broadcast/],
  'a broadcast to something narrower': [(make) => like(make([2, 3]), make([1, 3])), /does not fill \[1, 3\]/],
  'a constant of the wrong size': [
    (make) => make([]).graph.constant(new Float32Array(3), [2]),
    /3 numbers do not fill/,
  ],
  'an operand of another graph': [(make) => add(make([2]), new Graph().input('other', 'f32', [2])), /another graph/],
  'two outputs of one name': [
    (make) => {
      const value = make([]);
      value.graph.output('y', value);
      value.graph.output('y', value);
    },
    /output y is declared twice/,
  ],
  'two inputs of one name': [(make) => make([]).graph.input('x0', 'f32', []), /x0 is named twice/],
  'a gradient of more than one number': [
    (make) => {
      const x = make([2]);
      gradients(x, [x]);
    },
    /a loss is one number, not \[2\]/,
  ],
  'a gradient through an operator that has none': [
    (make) => {
      const x = make([2, 3]);
      const added = addAt(x, make([2, 1], 'i64'), make([2, 1]));
      gradients(reduceSum(added, [0, 1]), [x]);
    },
    /ScatterElements has no gradient/,
  ],
  'a gradient through what a layer norm divides by': [
    (make) => {
      const x = make([2, 3]);
      const { output, scale } = layerNorm(x, make([3]), make([3]), 1e-5);
      gradients(reduceSum(multiply(output, scale()), [0, 1]), [x]);
    },
    /through the first output of this operator only/,
  ],
};

describe('shapes', () => {
  for (const [name, [build, message]] of Object.entries(mistakes)) {
    it(`refuses ${name}`, () => {
      const graph = new Graph();
      let count = 0;
      assert.throws(() => build((shape, dtype = 'f32') => graph.input(`x${count++}`, dtype, shape)), { message });
    });
  }

  it('carries symbolic sizes through every operator of a block', () => {
    const graph = new Graph();
    const x = graph.input('x', 'f32', ['T', 6]);
    const heads = transpose(reshape(x, [1, 'T', 2, 3]), [0, 2, 1, 3]);
    const pattern = softmax(matmul(heads, heads, { transposeB: true }));
    assert.deepEqual(pattern.shape, [1, 2, 'T', 'T']);
    const z = reshape(transpose(matmul(pattern, heads), [0, 2, 1, 3]), ['T', 6]);
    assert.deepEqual(add(z, x).shape, ['T', 6]);
    assert.deepEqual(reduceMean(z, [-1], true).shape, ['T', 1]);
  });

  it('converts types without touching shapes', () => {
    const half = new Graph().input('x', 'f16', [2, 'T']);
    const widened = cast(half, 'f32');
    assert.deepEqual([widened.dtype, widened.shape], ['f32', [2, 'T']]);
    assert.equal(cast(widened, 'f32'), widened);
  });
});
