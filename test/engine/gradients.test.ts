import assert from 'node:assert/strict';
import { gradients } from '../../src/engine/gradients.ts';
import { Graph } from '../../src/engine/graph.ts';
import { liveNodes } from '../../src/engine/liveNodes.ts';
import { add, cast, multiply } from '../../src/engine/operators/elementwise.ts';
import { gather } from '../../src/engine/operators/indexing.ts';
import { reshape } from '../../src/engine/operators/layout.ts';
import { matmul } from '../../src/engine/operators/matrix.ts';
import { reduceSum } from '../../src/engine/operators/reduction.ts';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { evaluate } from '../oracle/float64.ts';

describe('gradients', () => {
  it('hands the rows of a table back as rows, and what reaches it otherwise apart', () => {
    const graph = new Graph();
    const table = graph.input('table', 'f32', [5, 2]);
    const ids = graph.input('ids', 'i64', [3]);
    const tied = matmul(gather(table, ids), table, { transposeB: true });
    const gradient = gradients(reduceSum(tied, [0, 1]), [table]).get(table)!;
    assert.deepEqual(gradient.dense?.shape, [5, 2]);
    assert.equal(gradient.rows.length, 1);
    assert.deepEqual([gradient.rows[0].rows.shape, gradient.rows[0].values.shape], [[3], [3, 2]]);
  });

  it('gives no gradient for what the loss does not depend on, or depends on through indices only', () => {
    const graph = new Graph();
    const [used, unused] = [graph.input('used', 'f32', [2]), graph.input('unused', 'f32', [2])];
    const ids = graph.input('ids', 'i64', [2]);
    const found = gradients(reduceSum(gather(used, ids), [0]), [used, unused, ids]);
    assert.deepEqual(found.get(unused), { rows: [] });
    assert.deepEqual(found.get(ids), { rows: [] });
    assert.equal(found.get(used)?.rows.length, 1);
  });

  it('builds nothing for the operands that were not asked for, once dead branches are dropped', () => {
    const graph = new Graph();
    const [a, b] = [graph.input('a', 'f32', [2, 2]), graph.input('b', 'f32', [2, 2])];
    const loss = reduceSum(matmul(a, b), [0, 1]);
    graph.output('gradient', gradients(loss, [a]).get(a)!.dense!);
    const products = liveNodes(graph).filter(({ operator }) => operator.name === 'FusedMatMul');
    assert.equal(products.length, 1);
  });

  it('differentiates a half that was widened', () => {
    const graph = new Graph();
    const half = graph.input('half', 'f16', [2]);
    const loss = reduceSum(multiply(cast(half, 'f32'), graph.scalar(3)), [0]);
    assert.equal(gradients(loss, [half]).get(half)!.dense!.dtype, 'f16');
  });

  it('works for sizes known only when the graph runs', async () => {
    const graph = new Graph();
    const x = graph.input('x', 'f32', ['T', 2]);
    const squares = multiply(x, x);
    const loss = reduceSum(reshape(reduceSum(add(squares, x), [1]), [1, 'T']), [0, 1]);
    const gradient = graph.output('gradient', gradients(loss, [x]).get(x)!.dense!);
    const executable = await onnxruntimeNode({ threads: 1 }).compile(graph);
    for (const rows of [1, 3]) {
      const data = Array.from({ length: rows * 2 }, (_, i) => i - 1.5);
      const shape = [rows, 2];
      const { gradient: result } = await executable.run({ x: { data: Float32Array.from(data), shape } }, ['gradient']);
      assert.deepEqual(
        [...result.data],
        data.map((n) => 2 * n + 1),
      );
      assert.deepEqual(evaluate(graph, new Map([[x, { data, shape }]]), [gradient])[0].data, [...result.data]);
    }
    await executable.release();
  });
});
