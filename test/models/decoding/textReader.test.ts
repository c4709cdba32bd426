import assert from 'node:assert/strict';
import path from 'node:path';
import fc from 'fast-check';
import { readCheckpoint } from '../../../src/checkpoint/huggingFaceFolder.node.ts';
import type { Runtime } from '../../../src/engine/runtime.ts';
import { chooseRuntime } from '../../../src/engine/runtimes/chooseRuntime.node.ts';
import { compileDecoding, type DecodingModel } from '../../../src/models/decoding/decoder.ts';
import { TextReader, type TokenReadings, windowStart } from '../../../src/models/decoding/textReader.ts';
import { checkModel } from '../../../src/models/parameters.ts';
import { alternativeCount } from '../../../src/protocol/reading.ts';
import { Random } from '../../../src/random.ts';
import { randomModel, temporaryFolder } from '../../engine/randomModel.ts';
import { distance, goldenCases } from '../goldenCases.ts';

const contextLength = 32;
const config = { model_type: 'gpt2', n_embd: 24, n_head: 3, n_layer: 2, vocab_size: 61, n_positions: contextLength };
const quietly = async () => {};

describe('a reader of texts', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  let runtime: Runtime;
  let decoding: DecodingModel;
  const drawn = (length: number, seed = 1) => {
    const random = new Random(seed);
    return Array.from({ length }, () => random.below(config.vocab_size));
  };
  const readAnew = (ids: readonly number[]) => new TextReader(decoding).read(ids, quietly);

  before(async () => {
    runtime = await chooseRuntime({ runtime: 'auto', threads: 1 });
    decoding = await compileDecoding(await randomModel(path.join(folder, 'model'), config), runtime);
  });
  after(() => decoding.executable.release());

  it('finds the surprisals, ranks and likeliest tokens that follow from the logits of transformers', async () => {
    for (const golden of goldenCases()) {
      const model = await compileDecoding(checkModel(await readCheckpoint(golden.folder)), runtime);
      const { surprisals, ranks, alternatives } = await new TextReader(model).read(golden.ids, quietly);
      const { data, shape } = golden.tensors.get('logits')!;
      const size = shape.at(-1)!;
      assert.ok(Number.isNaN(surprisals[0]));
      assert.equal(ranks[0], 0);
      for (let token = 1; token < golden.ids.length; token++) {
        const logits = Array.from(data.slice((token - 1) * size, token * size) as Float32Array);
        const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
        const bits = -Math.log2(Math.exp(logits[golden.ids[token]]) / total);
        assert.ok(Math.abs(surprisals[token] - bits) < 5e-4, `${golden.name}, token ${token}`);
        const higher = logits.filter((logit) => logit > logits[golden.ids[token]] + 1e-3).length;
        const near = logits.filter((logit) => logit > logits[golden.ids[token]] - 1e-3).length;
        assert.ok(higher < ranks[token] && ranks[token] <= near, `${golden.name}: rank ${ranks[token]}`);
        const sorted = logits.map((logit) => Math.exp(logit) / total).sort((a, b) => b - a);
        const row = alternatives.probabilities.slice(token * alternativeCount, (token + 1) * alternativeCount);
        assert.ok(distance(row, sorted.slice(0, alternativeCount)) < 1e-4, golden.name);
        for (let i = 0; i < alternativeCount; i++) {
          const id = alternatives.ids[token * alternativeCount + i];
          assert.ok(Math.abs(Math.exp(logits[id]) / total - row[i]) < 1e-4);
        }
      }
      await model.executable.release();
    }
  });

  it('gives each token all before it while the context holds them, and more than half a context from then on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.nat(1000), (length, index) => {
        const given = index - windowStart(index, length);
        if (index <= length) assert.equal(given, index);
        else assert.ok(given > Math.floor(length / 2) && given <= length, `${given} of ${length}`);
        assert.equal(windowStart(index, length) % (length - Math.floor(length / 2) || 1), 0);
      }),
    );
  });

  it('reads a long text as its windows say', async () => {
    const ids = drawn(100);
    const { surprisals } = await readAnew(ids);
    for (const token of [5, 32, 33, 48, 49, 70, 99]) {
      const start = windowStart(token, contextLength);
      const alone = await readAnew(ids.slice(start, token + 1));
      assert.ok(Math.abs(surprisals[token] - alone.surprisals.at(-1)!) < 1e-4, `token ${token}`);
    }
    const reader = new TextReader(decoding);
    assert.deepEqual(reader.windows(100), { count: 6, length: 32, overlap: 16 });
    assert.equal(reader.windows(33), undefined);
  });

  it('reads the same after any edit as anew, and computes little more than what is new', async () => {
    const reader = new TextReader(decoding);
    const edits = fc.array(fc.record({ at: fc.nat(120), drop: fc.nat(20), seed: fc.nat(1000), add: fc.nat(20) }), {
      minLength: 1,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(edits, async (list) => {
        let ids = drawn(60);
        await reader.read(ids, quietly);
        for (const { at, drop, seed, add } of list) {
          ids = ids.toSpliced(at, drop, ...drawn(add, seed));
          const edited = await reader.read(ids, quietly);
          assertAlike(edited, await readAnew(ids));
        }
      }),
      { numRuns: 15 },
    );
    // All of it lies in the last window.
    const long = drawn(496);
    await reader.read(long, quietly);
    const before = reader.computed;
    const { reused } = await reader.read([...long.slice(0, 490), (long[490] + 1) % 61, 2, 3], quietly);
    assert.equal(reused, 490);
    assert.ok(reader.computed - before <= 4, `${reader.computed - before} tokens for three new ones`);
  });

  it('can be stopped between chunks, and goes on from there', async () => {
    const ids = drawn(300);
    const reader = new TextReader(decoding);
    const stopped = reader.read(ids, async (done) => {
      if (done > 100) throw new Error('enough');
    });
    await assert.rejects(stopped, /enough/);
    const { reused, ...readings } = await reader.read(ids, quietly);
    assert.ok(reused > 100 && reused < 300, `${reused}`);
    assertAlike(readings, await readAnew(ids));
  });

  it('tells how far it is', async () => {
    const told: number[][] = [];
    await new TextReader(decoding).read(drawn(100), async (done, total) => {
      told.push([done, total]);
    });
    assert.deepEqual(told[0], [1, 100]);
    assert.ok(told.every(([done], i) => i === 0 || done >= told[i - 1][0]));
  });

  it('reads no token, and one', async () => {
    assert.equal((await readAnew([])).surprisals.length, 0);
    const { surprisals, ranks } = await readAnew([7]);
    assert.deepEqual([Number.isNaN(surprisals[0]), ranks[0]], [true, 0]);
  });

  it('takes the start token for the context of the first token, and of no other', async () => {
    const ids = drawn(20);
    const start = ids[0] === 60 ? 59 : 60;
    const { surprisals } = await new TextReader(decoding, start).read(ids, quietly);
    const [, given] = (await readAnew([start, ids[0]])).surprisals;
    assert.equal(surprisals[0], given);
    const plain = await readAnew(ids);
    assert.deepEqual(surprisals.slice(1), plain.surprisals.slice(1));
    const itself = await new TextReader(decoding, ids[0]).read(ids, quietly);
    assert.ok(Number.isNaN(itself.surprisals[0]));
  });

  it('says what comes after any place, whatever it read before', async () => {
    const reader = new TextReader(decoding);
    const ids = drawn(80);
    const { surprisals } = await reader.read(ids, quietly);
    for (const token of [79, 3, 40, 33, 32]) {
      const { logits, given } = await reader.after(ids.slice(0, token));
      assert.equal(given, token - windowStart(token, contextLength));
      const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
      assert.ok(Math.abs(-Math.log2(Math.exp(logits[ids[token]]) / total) - surprisals[token]) < 1e-4);
    }
  });

  it('looks back into a text without forgetting how it goes on', async () => {
    const reader = new TextReader(decoding);
    const ids = drawn(30);
    await reader.read(ids, quietly);
    const before = reader.computed;
    await reader.after(ids.slice(0, 5));
    assert.equal(reader.computed - before, 1);
    await reader.read([...ids, 1], quietly);
    assert.equal(reader.computed - before, 2);
  });

  it('computes little at a time, so that it can be stopped soon', async () => {
    const wide = await compileDecoding(
      await randomModel(path.join(folder, 'wide'), { ...config, n_positions: 600 }),
      runtime,
    );
    const reader = new TextReader(wide);
    let before = 0;
    await reader.read(drawn(1000), async () => {
      assert.ok(reader.computed - before <= 128, `${reader.computed - before} tokens in one go`);
      before = reader.computed;
    });
    await wide.executable.release();
  });

  function assertAlike(one: TokenReadings, other: TokenReadings): void {
    assert.ok(distance(one.surprisals.slice(1), other.surprisals.slice(1)) < 1e-4);
    assert.ok(distance(one.alternatives.probabilities, other.alternatives.probabilities) < 1e-5);
    assert.equal(one.ranks.length, other.ranks.length);
  }
});
