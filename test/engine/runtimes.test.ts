import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { toHalf } from '../../src/checkpoint/halfPrecision.ts';
import { type DType, Graph } from '../../src/engine/graph.ts';
import { cast, multiply } from '../../src/engine/operators/elementwise.ts';
import { softmax } from '../../src/engine/operators/reduction.ts';
import type { Runtime, Tensor, Tensors } from '../../src/engine/runtime.ts';
import { chooseRuntime } from '../../src/engine/runtimes/chooseRuntime.node.ts';
import { sizeOf } from '../../src/engine/shape.ts';
import type { Json } from '../../src/models/configuration/configFields.ts';
import { architectureOf } from '../../src/models/families.ts';
import type { ParameterSpec } from '../../src/models/family.ts';
import { causalMask } from '../../src/models/inference/causalMask.ts';
import { modelGraph } from '../../src/models/inference/modelGraph.ts';
import { Random } from '../../src/random.ts';
import { languageObjective } from '../../src/training/objective.ts';
import { trainingGraph } from '../../src/training/trainingGraph.ts';
import { assertClose, randomNumbers } from '../oracle/numbers.ts';
import { randomModel, temporaryFolder } from './randomModel.ts';

const gpt2Config = { model_type: 'gpt2', n_embd: 32, n_head: 4, n_layer: 3, vocab_size: 61, n_positions: 16 };
const llamaConfig = {
  model_type: 'llama',
  hidden_size: 32,
  intermediate_size: 48,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  num_hidden_layers: 2,
  vocab_size: 53,
  max_position_embeddings: 16,
  rms_norm_eps: 1e-5,
};

describe('the three runtimes', function () {
  this.slow(5000);
  const folder = temporaryFolder();
  let native: Runtime;
  /** Each with how near it must come to the native one. */
  let others: readonly (readonly [Runtime, number])[];
  before(async () => {
    native = await chooseRuntime({ runtime: 'onnxruntime-node', threads: 1 });
    const web = await chooseRuntime({ runtime: 'onnxruntime-web', threads: 1 });
    const tensorflow = await chooseRuntime({ runtime: 'tensorflow', threads: 1 });
    others = [
      [web, 5e-5],
      [tensorflow, 1e-4],
    ];
  });

  async function assertAgreement(graph: Graph, feeds: Tensors): Promise<Tensors> {
    const names = [...graph.outputs.keys()];
    const expected = await runOnce(native, graph, feeds, names);
    for (const [runtime, tolerance] of others) {
      const results = await runOnce(runtime, graph, feeds, names);
      for (const name of names) {
        assert.deepEqual(results[name].shape, expected[name].shape, `${name} on ${runtime.name}`);
        assertClose(numbers(results[name]), numbers(expected[name]), tolerance, `${name} on ${runtime.name}`);
      }
    }
    return expected;
  }

  async function assertTrainingAgreement(json: Json, has: (spec: ParameterSpec) => boolean): Promise<void> {
    const { family, config } = architectureOf(json);
    const specs = family.parameters(config).filter(has);
    const { graph, dropout } = trainingGraph(languageObjective(family, config), specs, { batch: 2, tokens: 7 }, true);
    const random = new Random(3);
    const parameters = specs.map(({ name, shape }) => [name, floats(random, shape, 0.2)] as const);
    const masks = dropout.map(({ name, shape }) => [name, floats(random, shape, 1)] as const);
    const { ids, positions, mask } = textFeeds(random, 14, config.vocabularySize, 7);
    const targets = textFeeds(random, 14, config.vocabularySize).ids;
    const feeds = { ids, targets, positions, mask, ...Object.fromEntries([...parameters, ...masks]) };
    const results = await assertAgreement(graph, feeds);
    assert.ok(numbers(results.loss)[0] > 1);
  }

  for (const config of [gpt2Config, llamaConfig]) {
    for (const precision of ['f32', 'f16'] as const) {
      it(`agree on every activation of ${config.model_type} in ${precision}`, async () => {
        const model = await randomModel(path.join(folder, `${config.model_type}-${precision}`), config, { precision });
        const results = await assertAgreement(
          modelGraph(model, () => true),
          textFeeds(new Random(2), 11, config.vocab_size),
        );
        const pattern = results['blocks.1.attn.hook_pattern'];
        assert.deepEqual(pattern.shape, [1, 4, 11, 11]);
        for (const [i, weight] of numbers(pattern).entries()) {
          if (i % 11 > Math.floor(i / 11) % 11) assert.equal(weight, 0);
        }
      });
    }

    it(`agree on a training step of ${config.model_type}`, () => assertTrainingAgreement(config, () => true));
  }

  it('agree on a training step of a gpt2 without biases', async () => {
    await assertTrainingAgreement(gpt2Config, ({ optional }) => !optional);
  });

  it('read weights wherever they lie in a file, in each precision', async () => {
    const random = new Random(4);
    const values = Float32Array.from(randomNumbers(random, 6, 'any'));
    const stored: Readonly<Record<'f32' | 'f16' | 'bf16', Uint8Array>> = {
      f32: new Uint8Array(values.buffer),
      f16: new Uint8Array(toHalf(values).buffer),
      bf16: new Uint8Array(Uint16Array.from(new Uint16Array(values.buffer).filter((_, i) => i % 2 === 1)).buffer),
    };
    for (const [dtype, bytes] of Object.entries(stored)) {
      const file = path.join(folder, `weights.${dtype}`);
      writeFileSync(file, Buffer.concat([Buffer.alloc(10, 255), bytes, Buffer.alloc(7, 255)]));
      const graph = new Graph();
      const range = { file, offset: 10, length: bytes.length };
      graph.output('weight', cast(graph.weight('stored', dtype as DType, [2, 3], range), 'f32'));
      const results = await assertAgreement(graph, {});
      assertClose(numbers(results.weight), values, dtype === 'bf16' ? 2 ** -7 : dtype === 'f16' ? 2 ** -10 : 0, dtype);
    }
  });

  it('run one compiled graph on inputs of any length, and hand back only what is asked for', async () => {
    const graph = new Graph();
    const x = graph.input('x', 'f32', ['T', 'T']);
    graph.output('pattern', softmax(x));
    graph.output('square', multiply(x, x));
    graph.output('same', x);
    graph.input('unused', 'f32', [2]);
    for (const runtime of [native, ...others.map(([other]) => other)]) {
      const executable = await runtime.compile(graph);
      for (const length of [1, 5, 3]) {
        const feeds = { x: { data: causalMask(length), shape: [length, length] } };
        const results = await executable.run(feeds, ['same', 'pattern']);
        assert.deepEqual(Object.keys(results).sort(), ['pattern', 'same']);
        assert.deepEqual(results.same, feeds.x);
        const rows = Array.from({ length }, (_, row) =>
          Array.from({ length }, (_, i) => (i > row ? 0 : 1 / (row + 1))),
        );
        assertClose(numbers(results.pattern), rows.flat(), 1e-6, runtime.name);
      }
      await executable.release();
    }
  });

  it('write into the arrays that they are given, even where a result is fed again', async () => {
    const graph = new Graph();
    const x = graph.input('x', 'f32', [2, 3]);
    graph.output('doubled', multiply(x, graph.scalar(2)));
    graph.output('tripled', multiply(x, graph.scalar(3)));
    for (const runtime of [native, ...others.map(([other]) => other)]) {
      const executable = await runtime.compile(graph);
      let fed: Tensor = { data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] };
      let into: Tensors = {};
      for (let round = 0; round < 4; round++) {
        const expected = numbers(fed).map((number) => 2 * number);
        const results = await executable.run({ x: fed }, ['doubled', 'tripled'], into);
        assert.deepEqual(results.doubled.data, expected, runtime.name);
        if (into.tripled) assert.equal(results.tripled.data, into.tripled.data, runtime.name);
        into = { doubled: fed, tripled: results.tripled };
        fed = results.doubled;
      }
      const tooSmall = { tripled: { data: new Float32Array(2), shape: [2] } };
      await assert.rejects(executable.run({ x: fed }, ['tripled'], tooSmall), runtime.name);
      await executable.release();
    }
  });

  it('leave no tensor behind in TensorFlow.js', async () => {
    const [, [tensorflow]] = others;
    const before = tf.memory().numTensors;
    const model = await randomModel(path.join(folder, 'leaks'), gpt2Config);
    const executable = await tensorflow.compile(modelGraph(model, (hook) => hook.endsWith('pattern')));
    const compiled = tf.memory().numTensors;
    for (let run = 0; run < 100; run++) {
      await executable.run(textFeeds(new Random(run), 1 + (run % 4), 61), ['logits', 'blocks.1.attn.hook_pattern']);
      assert.equal(tf.memory().numTensors, compiled);
    }
    // Not even by a run that fails half-way.
    const feeds = { ...textFeeds(new Random(1), 3, 61), mask: { data: causalMask(2), shape: [2, 2] } };
    await assert.rejects(executable.run(feeds, ['logits']));
    assert.equal(tf.memory().numTensors, compiled);
    await executable.release();
    assert.equal(tf.memory().numTensors, before);
  });
});

async function runOnce(runtime: Runtime, graph: Graph, feeds: Tensors, names: readonly string[]): Promise<Tensors> {
  const executable = await runtime.compile(graph);
  try {
    return await executable.run(feeds, names);
  } finally {
    await executable.release();
  }
}

function textFeeds(random: Random, count: number, vocabulary: number, tokens = count): Record<string, Tensor> {
  const integers = (length: number, make: (i: number) => number) => ({
    data: BigInt64Array.from({ length }, (_, i) => BigInt(make(i))),
    shape: [length],
  });
  return {
    ids: integers(count, () => random.below(vocabulary)),
    positions: integers(tokens, (i) => i),
    mask: { data: causalMask(tokens), shape: [tokens, tokens] },
    rows: integers(1, () => count - 1),
  };
}

function floats(random: Random, shape: readonly number[], deviation: number): Tensor {
  return { data: Float32Array.from({ length: sizeOf(shape) }, () => deviation * random.normal()), shape };
}

function numbers({ data }: Tensor): Float32Array {
  return data instanceof Float32Array ? data : Float32Array.from(data, Number);
}
