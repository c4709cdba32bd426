import assert from 'node:assert/strict';
import path from 'node:path';
import * as fc from 'fast-check';
import type { Checkpoint } from '../../src/checkpoint/checkpoint.ts';
import { readCheckpoint } from '../../src/checkpoint/huggingFaceFolder.node.ts';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { Inference } from '../../src/models/inference/inference.ts';
import { type CheckedModel, checkModel } from '../../src/models/parameters.ts';
import { assertDeep, describeFuzzing, fuzz } from '../checkpoint/fuzzing.ts';
import { distance, type GoldenCase, goldenCases, goldenFolder } from './goldenCases.ts';

type Config = Checkpoint['config'];

/** Fields that change what a model computes; a configuration that agrees in them must give the same logits. */
const meaningful = [
  ...['model_type', 'n_embd', 'n_head', 'n_layer', 'n_positions', 'n_inner', 'vocab_size', 'activation_function'],
  ...['layer_norm_epsilon', 'scale_attn_weights', 'scale_attn_by_inverse_layer_idx', 'tie_word_embeddings'],
  ...['hidden_size', 'intermediate_size', 'num_hidden_layers', 'num_attention_heads', 'num_key_value_heads'],
  ...['hidden_act', 'max_position_embeddings', 'rms_norm_eps', 'rope_parameters', 'rope_theta', 'rope_scaling'],
  ...['attention_bias', 'mlp_bias', 'head_dim', 'partial_rotary_factor', 'quantization_config'],
];
const rope = ['rope_type', 'type', 'rope_theta', 'factor', 'low_freq_factor', 'high_freq_factor'];

const oddValue = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    true,
    false,
    '',
    'gpt2',
    'llama',
    'relu',
    '__proto__',
    [],
    {},
    [[[]]],
    '12',
  ),
  fc.constantFrom(
    0,
    -1,
    1,
    2,
    3,
    7,
    8,
    12,
    23,
    24,
    25,
    61,
    64,
    96,
    0.5,
    1e-5,
    2 ** 24,
    2 ** 24 + 1,
    1e9,
    2 ** 53,
    1e300,
  ),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -0, 5e-324),
  fc.integer(),
  fc.double(),
  fc.jsonValue(),
  fc.record({ rope_type: fc.constantFrom('default', 'linear', 'llama3', 'yarn', 1), factor: fc.double() }),
);
const change = fc.tuple(fc.constantFrom(...meaningful, 'architectures', 'use_cache'), oddValue);
const ropeChange = fc.tuple(fc.constantFrom(...rope, 'original_max_position_embeddings'), oddValue);

function changed(config: Config, changes: [string, unknown][], ropeChanges: [string, unknown][]): Config {
  const result = { ...config, ...Object.fromEntries(changes) };
  if (ropeChanges.length === 0) return result;
  return { ...result, rope_parameters: { ...(config.rope_parameters as object), ...Object.fromEntries(ropeChanges) } };
}

describe('config.json, mutated', function () {
  describeFuzzing(this);
  const runtime = onnxruntimeNode({ threads: 1 });

  for (const golden of goldenCases().filter(({ name }) => ['gpt2-relu', 'llama-llama3'].includes(name))) {
    it(`is refused in one sentence, or gives a right answer (${golden.name})`, async () => {
      const checkpoint = await readCheckpoint(path.join(goldenFolder, golden.name));
      const configs = fc
        .tuple(fc.array(change, { maxLength: 3 }), fc.array(ropeChange, { maxLength: 2 }))
        .map(([changes, ropeChanges]) => changed(checkpoint.config, changes, ropeChanges));
      const check = (config: Config) =>
        assertRuns(checkModel({ ...checkpoint, config }), golden, isSame(config, checkpoint.config));
      assertDeep(await fuzz(`config.json of ${golden.name}`, [configs], check), 5);
    });
  }

  async function assertRuns(model: CheckedModel, golden: GoldenCase, isRight: boolean): Promise<void> {
    const inference = new Inference(model, runtime);
    const ids = golden.ids.slice(0, model.config.contextLength);
    const { logits } = await inference.run(
      ids,
      [],
      ids.map((_, row) => row),
    );
    await inference.release();
    assert.deepEqual([...logits.shape], [ids.length, model.config.vocabularySize]);
    if (isRight)
      assert.ok(distance(logits.data as Float32Array, golden.tensors.get('logits')!.data as Float32Array) <= 5e-5);
  }

  function isSame(a: Config, b: Config): boolean {
    const canonical = (config: Config) => JSON.stringify(meaningful.map((field) => config[field] ?? null));
    return canonical(a) === canonical(b);
  }
});
