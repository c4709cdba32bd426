import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readCheckpoint } from '../../../src/checkpoint/huggingFaceFolder.node.ts';
import type { RuntimeName } from '../../../src/engine/runtime.ts';
import { chooseRuntime } from '../../../src/engine/runtimes/chooseRuntime.node.ts';
import { compileDecoding, Decoder } from '../../../src/models/decoding/decoder.ts';
import { Inference } from '../../../src/models/inference/inference.ts';
import { type CheckedModel, checkModel } from '../../../src/models/parameters.ts';
import { rejectsWithCode } from '../../checkpoint/rejection.ts';
import { randomModel, temporaryFolder } from '../../engine/randomModel.ts';
import { distance, goldenCases } from '../goldenCases.ts';

const gpt2 = { model_type: 'gpt2', n_embd: 24, n_head: 3, n_layer: 2, vocab_size: 61, n_positions: 40 };
const llama = {
  model_type: 'llama',
  hidden_size: 24,
  intermediate_size: 40,
  num_attention_heads: 6,
  num_key_value_heads: 2,
  num_hidden_layers: 2,
  vocab_size: 53,
  max_position_embeddings: 40,
  rms_norm_eps: 1e-5,
};
const models = {
  gpt2,
  'gpt2 scaled by layer': { ...gpt2, scale_attn_by_inverse_layer_idx: true },
  llama,
  'llama, positions interpolated': { ...llama, rope_scaling: { rope_type: 'linear', factor: 3 } },
  'llama, every head its own keys': { ...llama, num_key_value_heads: 6 },
};

describe('a decoder', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();

  for (const [name, config] of Object.entries(models)) {
    it(`says what the model says without a memory, however the tokens come: ${name}`, async () => {
      const model = await randomModel(folder, config);
      const runtime = await chooseRuntime({ runtime: 'auto', threads: 1 });
      const whole = new Inference(model, runtime);
      const decoding = await compileDecoding(model, runtime);
      const decoder = new Decoder(decoding);
      const tokens = fc.integer({ min: 0, max: config.vocab_size - 1 });
      // Goes back to some place, then goes on with more: an edit, a branch, a chunk, or the next token.
      const moves = fc.array(fc.record({ back: fc.nat(12), ids: fc.array(tokens, { minLength: 1, maxLength: 9 }) }), {
        minLength: 1,
        maxLength: 8,
      });
      await fc.assert(
        fc.asyncProperty(moves, async (list) => {
          decoder.truncate(0);
          for (const { back, ids } of list) {
            decoder.truncate(Math.max(0, decoder.ids.length - back));
            if (decoder.ids.length + ids.length > 40) break;
            const start = decoder.ids.length;
            const rows = ids.map((_, row) => row);
            const logits = await decoder.advance(ids, rows);
            const expected = await whole.run(
              decoder.ids,
              [],
              rows.map((row) => start + row),
            );
            assert.ok(distance(logits, expected.logits.data as Float32Array) <= 1e-5);
          }
        }),
        { numRuns: 25 },
      );
      await whole.release();
      await decoding.executable.release();
    });
  }

  for (const name of ['onnxruntime-web', 'tensorflow'] as const) {
    it(`works on ${name}`, async () => {
      for (const config of [gpt2, llama]) {
        const model = await randomModel(folder, config);
        const [one, other] = [await decodeOn(model, 'onnxruntime-node'), await decodeOn(model, name)];
        assert.ok(distance(one, other) <= 1e-4);
      }
    });
  }

  async function decodeOn(model: CheckedModel, name: RuntimeName): Promise<number[]> {
    const decoding = await compileDecoding(model, await chooseRuntime({ runtime: name, threads: 1 }));
    const decoder = new Decoder(decoding);
    const logits = [...(await decoder.advance([1, 2, 3], [0, 1, 2]))];
    logits.push(...(await decoder.advance([4], [0])), ...(await decoder.advance([5, 6], [1])));
    await decoding.executable.release();
    return logits;
  }

  it('refuses what the model cannot take, and goes on from where it was', async () => {
    const runtime = await chooseRuntime({ runtime: 'auto', threads: 1 });
    const decoding = await compileDecoding(await randomModel(folder, gpt2), runtime);
    const decoder = new Decoder(decoding);
    await decoder.advance([1, 2], [1]);
    for (const id of [-1, 61, 1.5]) await rejectsWithCode(decoder.advance([id], [0]), 'model.badId', { id, last: 60 });
    const long = Array(39).fill(0);
    await rejectsWithCode(decoder.advance(long, [0]), 'model.tooLong', { length: 41, limit: 40 });
    await rejectsWithCode(new Decoder(decoding).advance([], []), 'model.noTokens');
    assert.deepEqual(decoder.ids, [1, 2]);
    await decoding.executable.release();
  });

  it('says what transformers says, token by token', async () => {
    const runtime = await chooseRuntime({ runtime: 'auto', threads: 1 });
    for (const golden of goldenCases()) {
      const model = checkModel(await readCheckpoint(golden.folder));
      const decoding = await compileDecoding(model, runtime);
      const decoder = new Decoder(decoding);
      const logits: number[] = [];
      for (const id of golden.ids) logits.push(...(await decoder.advance([id], [0])));
      assert.ok(distance(logits, golden.tensors.get('logits')!.data as Float32Array) <= 5e-5, golden.name);
      await decoding.executable.release();
    }
  });
});
