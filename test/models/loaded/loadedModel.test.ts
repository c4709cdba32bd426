import assert from 'node:assert/strict';
import { cp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { onnxruntimeNode } from '../../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { loadModel } from '../../../src/models/loaded/loadedModel.node.ts';
import { modelName } from '../../../src/models/modelName.ts';
import { rejectsWithCode, throwsCode } from '../../checkpoint/rejection.ts';
import { useTemporaryFolder } from '../../checkpoint/temporaryFolder.ts';
import { distance, goldenFolder } from '../goldenCases.ts';

const runtime = onnxruntimeNode({ threads: 1 });
const ids = [3, 1, 4, 1, 5, 9, 2, 6];

describe('a loaded model', () => {
  const copy = useTemporaryFolder();

  for (const name of ['gpt2-by-layer', 'llama-grouped']) {
    it(`hands out each layer's attention, heads first (${name})`, async () => {
      const model = await loadModel(path.join(goldenFolder, name), runtime);
      const { layers, heads: H, keyValueHeads: K, headSize: d, width: C } = model.summary;
      const T = ids.length;
      const run = await model.run(ids);
      const { hooks } = await model.capture(ids, model.hookNames, [0]);
      assert.equal(run.layers.length, layers);

      for (const [layer, { pattern, q, k, v, scale }] of run.layers.entries()) {
        assert.deepEqual([...q.shape], [H, T, d]);
        assert.deepEqual([...k.shape], [K, T, d]);
        assert.deepEqual([...v.shape], [K, T, d]);
        // The pattern again, from q, k and the scale that are handed out with it.
        for (let h = 0; h < H; h++) {
          const group = Math.floor((h * K) / H);
          for (let i = 0; i < T; i++) {
            const exponentials = Array.from({ length: i + 1 }, (_, j) => {
              let product = 0;
              for (let n = 0; n < d; n++) {
                product +=
                  (q.data as Float32Array)[(h * T + i) * d + n] * (k.data as Float32Array)[(group * T + j) * d + n];
              }
              return Math.exp(product * scale);
            });
            const sum = exponentials.reduce((total, value) => total + value, 0);
            const row = Array.from({ length: T }, (_, j) => (j > i ? 0 : exponentials[j] / sum));
            assert.ok(
              distance(pattern.subarray((h * T + i) * T, (h * T + i + 1) * T), row) < 1e-5,
              `head ${h} row ${i}`,
            );
          }
        }

        // ‖v·W_O‖ of the first token is ‖z·W_O‖ there, for the first token sees only itself.
        const norms = await run.valueOutputNorms(layer);
        assert.equal(norms.length, H * T);
        const result = hooks[`blocks.${layer}.attn.hook_result`].data as Float32Array; // [T, H, C]
        const stored = hooks[`blocks.${layer}.attn.hook_value_norm`].data as Float32Array; // [T, H]
        for (let h = 0; h < H; h++) {
          const norm = Math.hypot(...result.subarray(h * C, (h + 1) * C));
          assert.ok(Math.abs(norms[h * T] - norm) < 1e-4 * Math.max(1, norm));
          for (let t = 0; t < T; t++) assert.ok(Math.abs(norms[h * T + t] - stored[t * H + h]) < 1e-4);
        }
      }
      await model.close();
    });
  }

  it('says what it is', async () => {
    const model = await loadModel(path.join(goldenFolder, 'llama-tied-f16'), runtime, true);
    assert.deepEqual(model.summary, {
      folder: path.join(goldenFolder, 'llama-tied-f16'),
      name: 'llama-tied-f16',
      bundled: true,
      family: 'llama',
      layers: 2,
      heads: 6,
      keyValueHeads: 2,
      headSize: 4,
      width: 24,
      vocabularySize: 61,
      contextLength: 64,
      // 61·24 embeddings; per layer q, k, v, o, gate, up, down and two gains; the last gain.
      parameters: 61 * 24 + 2 * (24 * 24 + 2 * 8 * 24 + 24 * 24 + 3 * 40 * 24 + 2 * 24) + 24,
      precision: 'F16',
      tokenizer: 'none',
      rotary: true,
    });
    throwsCode(() => model.tokenizer.encode('text'), 'tokenizer.none');
  });

  it('is named after its folder, or as the hub names it', () => {
    assert.equal(modelName('/home/ada/models/story-teller/'), 'story-teller');
    assert.equal(modelName('C:\\models\\gpt2'), 'gpt2');
    assert.equal(modelName('/cache/hub/models--openai-community--gpt2/snapshots/607a30d7'), 'openai-community/gpt2');
    assert.equal(modelName('/cache/hub/models--gpt2/snapshots/607a30d7'), 'gpt2');
  });

  it('knows how texts begin and end from generation_config.json, too', async () => {
    await cp(path.join(goldenFolder, 'gpt2-plain'), copy(), { recursive: true });
    await writeFile(path.join(copy(), 'generation_config.json'), '{"bos_token_id": 7, "eos_token_id": [8, 9]}');
    assert.deepEqual((await loadModel(copy(), runtime)).specialTokens, { start: 7, ends: [8, 9] });
  });

  describe('of a folder that is not whole', () => {
    const folder = useTemporaryFolder();
    beforeEach(() => cp(path.join(goldenFolder, 'gpt2-plain'), folder(), { recursive: true }));

    for (const file of ['config.json', 'model.safetensors']) {
      it(`does not open without ${file}`, async () => {
        await rm(path.join(folder(), file));
        const code = file === 'config.json' ? 'checkpoint.fileMissing' : 'checkpoint.noWeights';
        await rejectsWithCode(loadModel(folder(), runtime), code);
      });
    }
  });
});
