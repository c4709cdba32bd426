import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { gradients } from '../../src/engine/gradients.ts';
import { Graph, type Value } from '../../src/engine/graph.ts';
import { add, multiply } from '../../src/engine/operators/elementwise.ts';
import { denseRows } from '../../src/engine/operators/indexing.ts';
import { reduceSum } from '../../src/engine/operators/reduction.ts';
import type { Runtime, Tensors } from '../../src/engine/runtime.ts';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { tensorflow } from '../../src/engine/runtimes/tensorflow.node.ts';
import { sizeOf } from '../../src/engine/shape.ts';
import { Random } from '../../src/random.ts';
import { type Doubles, evaluate } from '../oracle/float64.ts';
import { assertClose, randomNumbers } from '../oracle/numbers.ts';
import { tensorflowGradients } from '../oracle/tensorflowGradients.ts';
import { type Application, gradientlessCases, operatorCases } from './operatorCases.ts';

const sampling = { seed: 20, numRuns: 12 };

describe('operators', function () {
  this.slow(2000);
  const native = onnxruntimeNode({ threads: 1 });
  let oracle: Runtime;
  before(async () => {
    oracle = await tensorflow({ threads: 1 });
  });

  for (const [name, arbitrary] of Object.entries({ ...operatorCases, ...gradientlessCases })) {
    it(`${name}: values, and gradients where it has them`, async () => {
      await fc.assert(
        fc.asyncProperty(arbitrary, fc.nat(), async (application, seed) => {
          const built = build(application, new Random(seed), name in operatorCases);
          assert.deepEqual(built.result.shape, application.result);
          await checkValues(built, native, 2e-5);
          await checkValues(built, oracle, 1e-4);
          checkFiniteDifferences(built);
          if (application.hasOracleGradient !== false) checkTensorflowGradients(built);
        }),
        sampling,
      );
    });
  }
});

interface Built {
  readonly graph: Graph;
  readonly known: ReadonlyMap<Value, Doubles>;
  readonly result: Value;
  readonly loss: Value;
  /** Inputs with their gradients. */
  readonly slopes: ReadonlyMap<Value, Value>;
}

/** The application, and as a loss the sum of its results, each with a random weight. */
function build({ operands, apply }: Application, random: Random, isDifferentiable: boolean): Built {
  const graph = new Graph();
  const inputs = operands.map(({ shape, domain }, i) => {
    const value = graph.input(`x${i}`, typeof domain === 'object' ? 'i64' : 'f32', shape);
    return [value, { data: randomNumbers(random, sizeOf(shape), domain ?? 'any'), shape }] as const;
  });
  const result = graph.output('result', apply(...inputs.map(([value]) => value)));
  const weights = Float32Array.from(randomNumbers(random, sizeOf(result.shape), 'any'));
  const weighted = multiply(result, graph.constant(weights, result.shape));
  const loss = result.shape.length === 0 ? weighted : reduceSum(weighted, [...result.shape.keys()]);
  const differentiable = isDifferentiable ? inputs.map(([value]) => value).filter(({ dtype }) => dtype === 'f32') : [];
  const slopes = new Map<Value, Value>();
  for (const [input, { dense, rows }] of gradients(loss, differentiable)) {
    const parts = [...(dense ? [dense] : []), ...rows.map((row) => denseRows(input, row))];
    const slope = parts.reduce(add);
    assert.deepEqual(slope.shape, input.shape);
    slopes.set(input, graph.output(`gradient.${input.name}`, slope));
  }
  return { graph, known: new Map(inputs), result, loss, slopes };
}

async function checkValues({ graph, known }: Built, runtime: Runtime, tolerance: number): Promise<void> {
  const feeds: Tensors = Object.fromEntries(
    [...known].map(([{ name, dtype }, { data, shape }]) => [
      name,
      { data: dtype === 'i64' ? BigInt64Array.from(data, BigInt) : Float32Array.from(data), shape },
    ]),
  );
  const executable = await runtime.compile(graph);
  const names = [...graph.outputs.keys()];
  const results = await executable.run(feeds, names);
  const expected = evaluate(graph, known, [...graph.outputs.values()]);
  for (const [i, name] of names.entries()) {
    assert.deepEqual(results[name].shape, expected[i].shape);
    assertClose(results[name].data as Float32Array, expected[i].data, tolerance, `${name} on ${runtime.name}`);
  }
  await executable.release();
}

/** Central differences in double precision: an error of the order of 1e-10 times the third derivative. */
function checkFiniteDifferences({ graph, known, loss, slopes }: Built): void {
  const step = 1e-5;
  for (const [input, slope] of slopes) {
    const { data, shape } = known.get(input)!;
    const lossAt = (i: number, offset: number) =>
      evaluate(graph, new Map(known).set(input, { data: data.with(i, data[i] + offset), shape }), [loss])[0].data[0];
    const differences = data.map((_, i) => (lossAt(i, step) - lossAt(i, -step)) / (2 * step));
    const [actual] = evaluate(graph, known, [slope]);
    assertClose(actual.data, differences, 1e-6, `${slope.name} against finite differences`);
  }
}

function checkTensorflowGradients({ graph, known, loss, slopes }: Built): void {
  if (slopes.size === 0) return;
  const tensors = new Map(
    [...known].map(([value, { data, shape }]) => [
      value,
      tf.tensor([...data], [...shape], value.dtype === 'i64' ? 'int32' : 'float32'),
    ]),
  );
  const inputs = [...slopes.keys()];
  const theirs = tensorflowGradients(graph, tensors, loss, inputs);
  const ours = evaluate(graph, known, [...slopes.values()]);
  for (const [i, { name }] of inputs.entries()) assertClose(theirs[i], ours[i].data, 1e-4, `tf.grad of ${name}`);
  for (const tensor of tensors.values()) tensor.dispose();
}
