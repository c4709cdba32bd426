import assert from 'node:assert/strict';
import { onnxruntimeNode } from '../../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { product, softmaxOf } from '../../../src/road/attention/selfAttention.ts';
import { forgetting } from '../../../src/road/experiments/forgetting.ts';
import { startOf } from '../../../src/road/field.ts';
import { influences, lookingBack, readingParameters, recurrence } from '../../../src/road/recurrence/forgetting.ts';
import { runForgetting } from '../../../src/road/runs/forgetting.ts';
import type { PlotView } from '../../../src/road/view.ts';
import { testContext } from '../contextForTests.ts';

const runtime = onnxruntimeNode({ threads: 1 });
const reading = { length: 6, width: 3, seed: 2 };
const gain = 0.8;

type Named = Readonly<Record<string, number[][]>>;

/** The same numbers as rows, in double precision. */
function matrices(): Named {
  return Object.fromEntries(
    readingParameters(reading, gain).map(({ name, shape: [rows, width], data }) => [
      name,
      Array.from({ length: rows }, (_, row) => [...data.subarray(row * width, (row + 1) * width)]),
    ]),
  );
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, number, i) => sum + number * b[i], 0);

function recurrenceOf({ x, input, recurrent, direction }: Named): number {
  let state = [0, 0, 0];
  for (const word of product(x, input)) {
    const [before] = product([state], recurrent);
    state = word.map((number, i) => Math.tanh(number + before[i]));
  }
  return dot(state, direction[0]);
}

function attentionOf({ x, asking, key, value, direction }: Named): number {
  const weights = softmaxOf(product(x, key).map((k) => dot(asking[0], k) / Math.sqrt(3)));
  return dot(product([weights], product(x, value))[0], direction[0]);
}

/** By central differences. */
function expected(compute: (named: Named) => number): number[] {
  const named = matrices();
  const small = 1e-5;
  return named.x.map((word) =>
    Math.hypot(
      ...word.map((number, i) => {
        word[i] = number + small;
        const above = compute(named);
        word[i] = number - small;
        const below = compute(named);
        word[i] = number;
        return (above - below) / (2 * small);
      }),
    ),
  );
}

describe('forgetting', () => {
  for (const [name, build, compute] of [
    ['a recurrence', recurrence(reading), recurrenceOf],
    ['attention', lookingBack(reading), attentionOf],
  ] as const) {
    it(`is what finite differences say of ${name}`, async () => {
      const found = await influences(runtime, reading, gain, build);
      expected(compute).forEach((norm, t) => {
        assert.ok(Math.abs(found[t] - norm) < 1e-5 + 1e-4 * norm, `word ${t}: ${found[t]}, not ${norm}`);
      });
    });
  }

  it('is total where a recurrence is weak, and attention reaches the first word', async () => {
    const { context } = testContext({ runtime: async () => runtime });
    const { verdicts, views } = await runForgetting({ ...startOf(forgetting.fields), gains: [0.5] }, context);
    assert.deepEqual(
      verdicts?.map(({ verdict }) => verdict),
      ['true', 'true'],
    );
    assert.equal((views[0] as PlotView).lines?.length, 2);
  });
});
