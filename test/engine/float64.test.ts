import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Graph } from '../../src/engine/graph.ts';
import { Float64Execution } from '../../src/engine/runtimes/float64.ts';
import { sizeOf } from '../../src/engine/shape.ts';
import { Random } from '../../src/random.ts';
import { evaluate } from '../oracle/float64.ts';
import { assertClose, randomNumbers } from '../oracle/numbers.ts';
import { gradientlessCases, operatorCases } from './operatorCases.ts';

/** No forward pass of known sizes has a use for these. */
const absent = ['splitLike, all parts', 'splitLike, one part', 'addAt'];
const cases = Object.entries({ ...operatorCases, ...gradientlessCases }).filter(([name]) => !absent.includes(name));

describe('Float64Execution', () => {
  for (const [name, arbitrary] of cases) {
    it(`${name}: as the oracle, also after a number changed`, () => {
      fc.assert(
        fc.property(arbitrary, fc.nat(), ({ operands, apply }, seed) => {
          const random = new Random(seed);
          const graph = new Graph();
          const inputs = operands.map(({ shape, domain = 'any' }, i) => ({
            value: graph.input(`x${i}`, typeof domain === 'object' ? 'i64' : 'f32', shape),
            data: randomNumbers(random, sizeOf(shape), domain),
            shape,
          }));
          const result = apply(...inputs.map(({ value }) => value));
          const feeds = inputs.map(({ value, data, shape }) => {
            const numbers = value.dtype === 'i64' ? BigInt64Array.from(data, BigInt) : Float32Array.from(data);
            return [value.name, { data: numbers, shape }] as const;
          });
          const execution = new Float64Execution(graph, Object.fromEntries(feeds), result);
          const expected = (first: readonly number[]) => {
            const known = inputs.map(
              ({ value, data, shape }, i) => [value, { data: i ? data : first, shape }] as const,
            );
            return evaluate(graph, new Map(known), [result])[0];
          };
          const compare = (actual: typeof execution.result, first: readonly number[]) => {
            const { data, shape } = expected(first);
            assert.deepEqual(actual.shape, shape);
            assertClose(actual.data, data, 1e-13, name);
          };
          compare(execution.result, inputs[0].data);
          const index = random.below(inputs[0].data.length);
          const changed = inputs[0].data.with(index, inputs[0].data[index] * 1.25);
          compare(execution.resultWith('x0', index, changed[index]), changed);
          compare(execution.result, inputs[0].data);
        }),
        { seed: 21, numRuns: 20 },
      );
    });
  }

  it('says which operator it has no rule for, and which input it does not know', () => {
    const graph = new Graph();
    const x = graph.input('x', 'f32', [2]);
    const feeds = { x: { data: Float32Array.of(1, 2), shape: [2] } };
    const unknown = graph.apply({ name: 'Nonesuch', infer: ([{ dtype, shape }]) => [{ dtype, shape }] }, [x])[0];
    assert.throws(() => new Float64Execution(graph, feeds, unknown), /Nonesuch has no rule/);
    assert.throws(() => new Float64Execution(graph, feeds, x).resultWith('y', 0, 1), /no input y/);
  });
});
