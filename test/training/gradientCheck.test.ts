import assert from 'node:assert/strict';
import type { Runtime } from '../../src/engine/runtime.ts';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { architectureOf } from '../../src/models/families.ts';
import type { ParameterSpec } from '../../src/models/family.ts';
import { Random } from '../../src/random.ts';
import { checkGradients } from '../../src/training/gradientCheck.ts';
import { languageObjective } from '../../src/training/objective.ts';
import { initialParameters, trained } from '../../src/training/parameters.ts';

const native = onnxruntimeNode({ threads: 1 });
const gpt2 = { model_type: 'gpt2', n_layer: 3, n_head: 2, n_embd: 16, n_positions: 12, vocab_size: 50 };
const rotary = { ...gpt2, model_type: 'gpt2_positions', position_scheme: 'rotary' };
const alibi = { ...rotary, position_scheme: 'alibi' };
const sinusoid = { ...gpt2, position_scheme: 'sinusoid', position_scale: 0.25 };
const llama = {
  model_type: 'llama',
  num_hidden_layers: 3,
  num_attention_heads: 2,
  num_key_value_heads: 1,
  hidden_size: 16,
  intermediate_size: 20,
  max_position_embeddings: 12,
  vocab_size: 50,
};

interface Options {
  readonly runtime?: Runtime;
  readonly count?: number;
  readonly seed?: number;
  readonly onProgress?: (done: number, total: number) => void;
  readonly isCancelled?: () => boolean;
}

function check(json: Readonly<Record<string, unknown>>, options: Options = {}) {
  const { runtime = native, count = 24, seed = 1, onProgress = () => {}, isCancelled = () => false } = options;
  const { family, config } = architectureOf(json);
  const specs: readonly ParameterSpec[] = family.parameters(config);
  const parameters = initialParameters(trained(specs), new Random(1));
  const random = new Random(2);
  const draw = () => BigInt64Array.from({ length: 9 }, () => BigInt(random.below(config.vocabularySize)));
  const batch = { ids: draw(), targets: draw() };
  const result = checkGradients(
    runtime,
    languageObjective(family, config),
    parameters,
    batch,
    { count, seed },
    onProgress,
    isCancelled,
  );
  return result.then((checked) => ({ ...checked, batch, parameters }));
}

/** A runtime that gets one gradient wrong by a hundredth. */
function faulty(output: string): Runtime {
  return {
    ...native,
    async compile(graph) {
      const executable = await native.compile(graph);
      return {
        async run(feeds, fetches, into) {
          const results = await executable.run(feeds, fetches, into);
          const wrong = results[output];
          return { ...results, [output]: { ...wrong, data: (wrong.data as Float32Array).map((x) => 1.01 * x) } };
        },
        release: () => executable.release(),
      };
    },
  };
}

describe('checkGradients', () => {
  const untied = { ...gpt2, tie_word_embeddings: false, activation_function: 'gelu' };
  const models = {
    'GPT-2': gpt2,
    'GPT-2, untied, exact GELU': untied,
    'GPT-2, rotary': rotary,
    'GPT-2, ALiBi': alibi,
    'GPT-2, a table that stays': sinusoid,
    Llama: llama,
  };
  for (const [name, json] of Object.entries(models)) {
    it(`finds what back-propagation finds: ${name}`, async () => {
      for (const seed of [1, 2, 3]) {
        const { checked, loss, tokens, stepSize } = await check(json, { seed });
        assert.equal(checked.length, 24);
        assert.deepEqual([tokens, stepSize], [9, 1e-4]);
        assert.ok(Math.abs(loss - Math.log(50)) < 0.3, `loss ${loss}`);
        for (const { parameter, place, relativeError } of checked) {
          assert.ok(relativeError < 1e-3, `${parameter} [${place}]: ${relativeError}`);
        }
        const slopes = checked.filter(({ finiteDifference }) => Math.abs(finiteDifference) > 1e-6);
        assert.ok(slopes.length > 18, `${slopes.length} of ${checked.length} have a slope`);
      }
    });
  }

  it('draws from every block, and embeddings that were read', async () => {
    const { checked, batch, parameters } = await check(gpt2);
    for (const part of ['wte', 'wpe', 'h.0.', 'h.1.', 'h.2.', 'ln_f']) {
      assert.ok(
        checked.some(({ parameter }) => parameter.includes(part)),
        part,
      );
    }
    for (const { parameter, place, value } of checked) {
      const { shape, data } = parameters.find(({ name }) => name === parameter)!;
      assert.equal(place.length, shape.length);
      const flat = place.reduce((at, i, axis) => at * shape[axis] + i, 0);
      assert.equal(value, data[flat]);
      if (parameter.includes('wte')) assert.ok(batch.ids.includes(BigInt(place[0])));
    }
    const again = await check(gpt2);
    assert.deepEqual(again.checked, checked);
    assert.notDeepEqual((await check(gpt2, { seed: 9 })).checked, checked);
  });

  it('shows a gradient that is wrong', async () => {
    const { checked } = await check(gpt2, { runtime: faulty('gradient.transformer.h.1.mlp.c_fc.weight'), count: 200 });
    const wrong = checked.filter(({ relativeError }) => relativeError > 5e-3);
    assert.ok(wrong.length > 0);
    for (const { parameter, relativeError } of wrong) {
      assert.equal(parameter, 'transformer.h.1.mlp.c_fc.weight');
      assert.ok(Math.abs(relativeError - 0.01 / 1.01) < 1e-4);
    }
  });

  it('tells how far it is, and stops when it is cancelled', async () => {
    const told: string[] = [];
    const onProgress = (done: number, total: number) => told.push(`${done} of ${total}`);
    await check(gpt2, { count: 4, onProgress });
    assert.deepEqual(told, ['1 of 4', '2 of 4', '3 of 4', '4 of 4']);
    // What cancels comes in while the check is under way.
    let isCancelled = false;
    setTimeout(() => {
      isCancelled = true;
    }, 5);
    await assert.rejects(check(gpt2, { count: 100_000, isCancelled: () => isCancelled }), { code: 'cancelled' });
  });
});
