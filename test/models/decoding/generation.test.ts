import assert from 'node:assert/strict';
import { plainSampling } from '../../../src/analysis/samplingSettings.ts';
import { chooseRuntime } from '../../../src/engine/runtimes/chooseRuntime.node.ts';
import { specialTokens } from '../../../src/models/configuration/specialTokens.ts';
import { compileDecoding, type DecodingModel } from '../../../src/models/decoding/decoder.ts';
import { type DrawnToken, type Generation, generate } from '../../../src/models/decoding/generation.ts';
import { TextReader } from '../../../src/models/decoding/textReader.ts';
import { loadModel } from '../../../src/models/loaded/loadedModel.node.ts';
import { randomModel, temporaryFolder } from '../../engine/randomModel.ts';
import { goldenCases } from '../goldenCases.ts';

const config = { model_type: 'gpt2', n_embd: 24, n_head: 3, n_layer: 2, vocab_size: 61, n_positions: 32 };

describe('writing on', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  let decoding: DecodingModel;
  const write = async (options: Partial<Generation>, reader = new TextReader(decoding)) => {
    const tokens: DrawnToken[] = [];
    const all = { context: [1, 2, 3], path: [], sampling: plainSampling, count: 20, endTokens: [], ...options };
    const end = await generate(reader, all, async (token) => {
      tokens.push(token);
    });
    return { end, tokens, ids: tokens.map(({ id }) => id) };
  };

  before(async () => {
    const runtime = await chooseRuntime({ runtime: 'auto', threads: 1 });
    decoding = await compileDecoding(await randomModel(folder, config), runtime);
  });
  after(() => decoding.executable.release());

  it('greedily writes what transformers writes', async () => {
    for (const { folder, ids, greedy, name } of goldenCases()) {
      const model = await loadModel(folder, await chooseRuntime({ runtime: 'auto', threads: 1 }));
      const count = greedy.length - ids.length;
      const greedily = { context: ids, count, sampling: { ...plainSampling, temperature: 0 } };
      const written = await write(greedily, await model.reader());
      assert.deepEqual(written.ids, greedy.slice(ids.length), name);
      await model.close();
    }
  });

  it('writes the same for the same seed, and something else for another', async () => {
    const one = await write({});
    assert.deepEqual((await write({})).tokens, one.tokens);
    assert.notDeepEqual((await write({ sampling: { ...plainSampling, seed: 2 } })).ids, one.ids);
  });

  it('writes the same in steps as at once, past the end of its context too', async () => {
    const whole = await write({ count: 80 });
    const reader = new TextReader(decoding);
    const path: number[] = [];
    for (const count of [1, 1, 7, 30, 41]) path.push(...(await write({ path, count }, reader)).ids);
    assert.deepEqual(path, whole.ids);
  });

  it('ends where the model ends the text, and does not write that', async () => {
    const { ids } = await write({});
    const end = ids[5];
    const written = await write({ endTokens: [end] });
    assert.equal(written.end, 'end');
    assert.deepEqual(written.ids, ids.slice(0, ids.indexOf(end)));
  });

  it('tells of each token its probabilities, its rank and what else there was', async () => {
    const sampling = { ...plainSampling, topK: 5 };
    for (const { probability, keptProbability, rank, alternatives, id } of (await write({ sampling })).tokens) {
      assert.ok(rank >= 1 && rank <= 5);
      assert.ok(keptProbability > probability, 'the five kept share what the others had');
      assert.equal(alternatives.length, 8);
      assert.equal(alternatives[rank - 1].id, id);
      assert.equal(alternatives[rank - 1].probability, probability);
      assert.ok(alternatives.every((other, i) => i === 0 || other.probability <= alternatives[i - 1].probability));
    }
  });

  it('stops when it is told to', async () => {
    const written: number[] = [];
    const stopped = generate(
      new TextReader(decoding),
      { context: [1], path: [], sampling: plainSampling, count: 50, endTokens: [] },
      async ({ id }) => {
        written.push(id);
        if (written.length === 3) throw new Error('enough');
      },
    );
    await assert.rejects(stopped, /enough/);
    assert.equal(written.length, 3);
  });
});

describe('the tokens that begin and end a text', () => {
  it('are those of the configuration, or GPT-2’s own', () => {
    assert.deepEqual(specialTokens({ bos_token_id: 1, eos_token_id: [2, 3] }, 10), { start: 1, ends: [2, 3] });
    assert.deepEqual(specialTokens({ model_type: 'gpt2' }, 50257), { start: 50256, ends: [50256] });
  });

  it('are those of generation_config.json before all others', () => {
    const config = { bos_token_id: 1, eos_token_id: 2 };
    assert.deepEqual(specialTokens(config, 10, { eos_token_id: [3, 4] }), { start: 1, ends: [3, 4] });
    assert.deepEqual(specialTokens(config, 10, { bos_token_id: 5, eos_token_id: null }), { start: 5, ends: [2] });
  });

  it('are none where they lie outside the vocabulary, or are no tokens', () => {
    const none = { start: undefined, ends: [] };
    assert.deepEqual(specialTokens({ model_type: 'gpt2' }, 65), none);
    assert.deepEqual(specialTokens({ bos_token_id: -1, eos_token_id: '2' }, 10), none);
    assert.deepEqual(specialTokens({ model_type: 'llama' }, 10), none);
  });
});
