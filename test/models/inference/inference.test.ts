import assert from 'node:assert/strict';
import path from 'node:path';
import { readCheckpoint } from '../../../src/checkpoint/huggingFaceFolder.node.ts';
import type { Graph } from '../../../src/engine/graph.ts';
import type { Executable, Runtime } from '../../../src/engine/runtime.ts';
import { onnxruntimeNode } from '../../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { hookAxes, hookTable } from '../../../src/models/hooks.ts';
import { Inference } from '../../../src/models/inference/inference.ts';
import { checkModel } from '../../../src/models/parameters.ts';
import { rejectsWithCode } from '../../checkpoint/rejection.ts';
import { distance, goldenFolder } from '../goldenCases.ts';

const native = onnxruntimeNode({ threads: 1 });
const open = async (name: string, runtime: Runtime = native) =>
  new Inference(checkModel(await readCheckpoint(path.join(goldenFolder, name))), runtime);
const ids = [3, 1, 4, 1, 5, 9, 2, 6];

/** Counts the graphs that are alive. */
class CountingRuntime implements Runtime {
  readonly name = native.name;
  readonly version = native.version;
  readonly device = native.device;
  readonly threads = native.threads;
  alive = 0;
  compiled = 0;

  async compile(graph: Graph): Promise<Executable> {
    const executable = await native.compile(graph);
    this.alive++;
    this.compiled++;
    return {
      run: (feeds, fetches, into) => executable.run(feeds, fetches, into),
      release: () => {
        this.alive--;
        return executable.release();
      },
    };
  }
}

describe('Inference', () => {
  for (const name of ['gpt2-plain', 'llama-grouped']) {
    it(`hands back every activation in the shape of the hook table (${name})`, async () => {
      const inference = await open(name);
      const { hooks, logits } = await inference.run(ids, inference.hookNames, [0, 7]);
      const { layers, heads, keyValueHeads, headSize, width, vocabularySize } = inference.model.config;
      const sizes: Record<string, number> = {
        T: ids.length,
        C: width,
        H: heads,
        K: keyValueHeads,
        d: headSize,
        'd/2': headSize / 2,
        1: 1,
      };
      sizes.M = hooks['blocks.0.mlp.hook_pre'].shape[1];
      assert.deepEqual(Object.keys(hooks), inference.hookNames);
      for (const [hook, { shape, data }] of Object.entries(hooks)) {
        const entry = hookTable.find((row) => row.name === hook.replace(/^blocks\.\d+/, 'blocks.{l}'))!;
        const expected = entry.shape
          .slice(1, -1)
          .split(', ')
          .map((symbol) => sizes[symbol]);
        assert.deepEqual([...shape], expected, hook);
        assert.equal(
          data.length,
          shape.reduce((product, size) => product * size, 1),
          hook,
        );
      }
      assert.deepEqual([...logits.shape], [2, vocabularySize]);
      const perLayer = inference.hookNames.filter((hook) => hook.startsWith('blocks.0.')).length;
      assert.ok(inference.hookNames.length > layers * perLayer);
      assert.deepEqual(hookAxes('blocks.11.attn.hook_pattern'), ['H', 'T', 'T']);
      await inference.release();
    });

    it(`agrees with itself: what the activations are, computed from each other (${name})`, async () => {
      const inference = await open(name);
      const { hooks } = await inference.run(ids, inference.hookNames, [7]);
      const of = (hook: string) => hooks[hook].data as Float32Array;
      const T = ids.length;
      const { layers, heads: H, keyValueHeads: K, headSize: d, width: C } = inference.model.config;
      const rotated = inference.model.config.positions.rotates ? 'rot_' : '';
      for (let layer = 0; layer < layers; layer++) {
        const at = `blocks.${layer}.`;
        const scale = inference.model.family.attentionScale(inference.model.config, layer);
        const q = of(`${at}attn.hook_${rotated}q`);
        const k = of(`${at}attn.hook_${rotated}k`);
        const raw = of(`${at}attn.hook_raw_scores`);
        const scores = of(`${at}attn.hook_attn_scores`);
        for (let h = 0; h < H; h++) {
          const group = Math.floor((h * K) / H);
          for (let i = 0; i < T; i++) {
            for (let j = 0; j < T; j++) {
              let product = 0;
              for (let n = 0; n < d; n++) product += q[(i * H + h) * d + n] * k[(j * K + group) * d + n];
              const cell = (h * T + i) * T + j;
              assert.ok(Math.abs(raw[cell] - product) <= 1e-4 * Math.max(1, Math.abs(product)));
              if (j > i) assert.equal(scores[cell], Number.NEGATIVE_INFINITY);
              else assert.ok(Math.abs(scores[cell] - raw[cell] * scale) <= 1e-4 * Math.max(1, Math.abs(product)));
            }
          }
        }
        // What the heads write adds up to what attention writes, but for the bias, which is the same for every token.
        const result = of(`${at}attn.hook_result`);
        const written = of(`${at}hook_attn_out`);
        const rest = written.map((value, index) => {
          const [token, channel] = [Math.floor(index / C), index % C];
          let sum = 0;
          for (let h = 0; h < H; h++) sum += result[(token * H + h) * C + channel];
          return value - sum;
        });
        for (let token = 0; token < T; token++) {
          assert.ok(distance(rest.subarray(token * C, (token + 1) * C), rest.subarray(0, C)) < 1e-4);
        }
        const added = of(`${at}hook_resid_mid`).map((value, i) => value + of(`${at}hook_mlp_out`)[i]);
        assert.ok(distance(of(`${at}hook_resid_post`), added) < 1e-5);
        if (layer > 0) assert.deepEqual(of(`${at}hook_resid_pre`), of(`blocks.${layer - 1}.hook_resid_post`));
      }
      await inference.release();
    });
  }

  it('computes logits for the rows that are asked for', async () => {
    const inference = await open('llama-one-key-head');
    const every = await inference.run(
      ids,
      [],
      ids.map((_, row) => row),
    );
    const some = await inference.run(ids, [], [6, 2]);
    const V = inference.model.config.vocabularySize;
    const row = (index: number) => (every.logits.data as Float32Array).slice(index * V, (index + 1) * V);
    assert.ok(distance(some.logits.data as Float32Array, [...row(6), ...row(2)]) < 1e-6);
    await inference.release();
  });

  it('compiles a set of hooks once, keeps the latest graphs, and frees them', async () => {
    const runtime = new CountingRuntime();
    const inference = await open('gpt2-plain', runtime);
    const first = await inference.run(ids, ['hook_embed'], [0]);
    const second = await inference.run(ids, ['hook_embed'], [1]);
    assert.ok(first.milliseconds.compile > 0);
    assert.equal(second.milliseconds.compile, 0);
    assert.equal(runtime.compiled, 1);

    await Promise.all(inference.hookNames.map((hook) => inference.run(ids, [hook], [0])));
    assert.equal(runtime.compiled, inference.hookNames.length); // hook_embed was ready
    assert.ok(runtime.alive <= 8, `${runtime.alive} graphs are kept`);
    await inference.release();
    assert.equal(runtime.alive, 0);
  });

  it('refuses what the model cannot take', async () => {
    const inference = await open('gpt2-plain');
    const refuse = (tokens: number[], hooks: string[], code: Parameters<typeof rejectsWithCode>[1], parameters = {}) =>
      rejectsWithCode(inference.run(tokens, hooks, [0]), code, parameters);
    await refuse([], [], 'model.noTokens');
    await refuse(Array(41).fill(1), [], 'model.tooLong', { length: 41, limit: 40 });
    for (const id of [-1, 61, 1.5, Number.NaN]) await refuse([0, id], [], 'model.badId', { last: 60 });
    await refuse([0], ['blocks.2.hook_resid_pre'], 'model.unknownHook', { hook: 'blocks.2.hook_resid_pre' });
    await refuse([0], ['logits'], 'model.unknownHook');
  });
});
