import assert from 'node:assert/strict';
import type { Tensors } from '../../src/engine/runtime.ts';
import { chooseRuntime } from '../../src/engine/runtimes/chooseRuntime.node.ts';
import { type FolderModel, loadModel } from '../../src/models/loaded/loadedModel.node.ts';
import { argmax, distance, type GoldenCase, goldenCases } from './goldenCases.ts';

/** What golden.py calls each of our hooks. */
function referenceNames({ summary: { layers } }: FolderModel): Map<string, string> {
  const names = new Map([['ln_final.hook_normalized', `hidden.${layers}`]]); // transformers applies the last norm
  for (let layer = 0; layer < layers; layer++) {
    names.set(`blocks.${layer}.hook_resid_pre`, `hidden.${layer}`);
    names.set(`blocks.${layer}.attn.hook_pattern`, `attention.${layer}`);
    for (const part of ['q', 'k', 'v']) names.set(`blocks.${layer}.attn.hook_${part}`, `${part}.${layer}`);
  }
  return names;
}

/** Every q, k, v, hidden state, attention and logit of a case. */
async function assertAgrees({ ids, tensors }: GoldenCase, model: FolderModel, tolerance: number): Promise<void> {
  const names = referenceNames(model);
  const { hooks, logits } = await model.capture(ids, [...names.keys()]);
  for (const [hook, reference] of names) {
    assert.ok(tensors.has(reference), `the fixture has ${reference}`);
    assertClose(hook, hooks[hook].data as Float32Array, tensors.get(reference)!.data as Float32Array, tolerance);
  }
  assertClose('logits', logits.data as Float32Array, tensors.get('logits')!.data as Float32Array, tolerance);
  assertPatterns(hooks, ids.length);
}

function assertClose(name: string, actual: Float32Array, reference: Float32Array, tolerance: number): void {
  const difference = distance(actual, reference);
  assert.ok(difference <= tolerance, `${name} differs by ${difference}`);
}

function assertPatterns(hooks: Tensors, length: number): void {
  for (const [name, { data }] of Object.entries(hooks)) {
    if (!name.endsWith('hook_pattern')) continue;
    for (let row = 0; row < data.length / length; row++) {
      const weights = Array.from(data.subarray(row * length, (row + 1) * length), Number);
      const sum = weights.reduce((total, weight) => total + weight, 0);
      assert.ok(Math.abs(sum - 1) <= 1e-5, `${name}: row ${row} sums to ${sum}`);
      assert.ok(
        weights.slice((row % length) + 1).every((weight) => weight === 0),
        `${name}: row ${row} looks ahead`,
      );
    }
  }
}

async function continueGreedily(model: FolderModel, ids: readonly number[], length: number): Promise<number[]> {
  const continued = [...ids];
  while (continued.length < length) {
    const { logits } = await model.capture(continued, [], [continued.length - 1]);
    continued.push(argmax(logits.data as Float32Array));
  }
  return continued;
}

const runtimes = [
  { runtime: 'onnxruntime-node', tolerance: 5e-5 },
  { runtime: 'onnxruntime-web', tolerance: 5e-5 },
  { runtime: 'tensorflow', tolerance: 1e-4 },
] as const;

describe('models computed by transformers', () => {
  const cases = goldenCases();

  it('are all there', () => {
    for (const family of ['gpt2', 'llama']) {
      assert.ok(cases.filter(({ name }) => name.startsWith(`${family}-`)).length >= 10, family);
    }
  });

  for (const { runtime, tolerance } of runtimes) {
    describe(`on ${runtime}`, () => {
      for (const golden of cases) {
        it(`${golden.name} agrees in every state, attention and logit`, async () => {
          const model = await loadModel(golden.folder, await chooseRuntime({ runtime, threads: 1 }));
          try {
            await assertAgrees(golden, model, tolerance);
            if (runtime === 'onnxruntime-node') {
              assert.deepEqual(await continueGreedily(model, golden.ids, golden.greedy.length), golden.greedy);
            }
          } finally {
            await model.close();
          }
        });
      }
    });
  }
});
