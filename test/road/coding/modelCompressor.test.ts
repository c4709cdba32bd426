import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { onnxruntimeNode } from '../../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { gpt2 } from '../../../src/models/families/gpt2.ts';
import type { Family } from '../../../src/models/family.ts';
import { Random } from '../../../src/random.ts';
import { byteVocabulary, ModelCompressor } from '../../../src/road/coding/modelCompressor.ts';
import { LaneReader, type TrainedModel } from '../../../src/road/gpt/laneReader.ts';
import { tokensInMemory } from '../../../src/training/data/tokenSource.ts';
import { Evaluation } from '../../../src/training/evaluation.ts';
import { languageObjective } from '../../../src/training/objective.ts';
import { initialParameters } from '../../../src/training/parameters.ts';

const runtime = onnxruntimeNode({ threads: 1 });
const family = gpt2 as unknown as Family;

function randomModel(contextLength: number, scale: number): TrainedModel {
  const config = family.parseConfig({
    n_layer: 1,
    n_head: 2,
    n_embd: 16,
    n_positions: contextLength,
    vocab_size: byteVocabulary,
  });
  const parameters = initialParameters(family.parameters(config), new Random(5));
  // Far from its start, so that it expects something.
  for (const { data, shape } of parameters) if (shape.length > 1) data.set(data.map((value) => scale * value));
  return { family, config, parameters };
}

const silent = () => Promise.resolve();

/** Fifty of random bytes or of few different ones, and fifty pieces of this repository's files; also empty ones. */
function files(): Uint8Array[] {
  const random = new Random(11);
  const drawn = Array.from({ length: 50 }, (_, i) => {
    const alphabet = [256, 2, 1][i % 3];
    return Uint8Array.from({ length: i === 0 ? 0 : random.below(400) }, () => random.below(alphabet));
  });
  const folder = path.join(__dirname, '../../../src/models');
  const real = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  const pieces = Array.from({ length: 50 }, (_, i) => {
    const bytes = readFileSync(path.join(folder, real[i % real.length]));
    const start = random.below(bytes.length);
    return Uint8Array.from(bytes.subarray(start, start + random.below(600)));
  });
  return [...drawn, ...pieces];
}

describe('compression by a model', () => {
  it('gives a hundred files back byte for byte, in as many bytes as the model expects', async function () {
    this.timeout(60_000);
    const compressor = new ModelCompressor(runtime, randomModel(8, 20));
    let lanes = 0;
    for (const file of files()) {
      const { bytes, modelBits } = await compressor.compress(file, silent);
      assert.deepEqual(await compressor.decompress(bytes, silent), file);
      assert.ok(bytes.length <= (modelBits / 8) * 1.001 + 32, `${bytes.length} bytes for ${modelBits / 8}`);
      assert.ok(bytes.length >= modelBits / 8 - 1, `${bytes.length} bytes for ${modelBits / 8}`);
      if (file.length >= 2 * 8 * 8) lanes++;
    }
    await compressor.release();
    assert.ok(lanes > 20, 'too few files were long enough for lanes');
  });

  it('reads as evaluation does, lane by lane', async () => {
    const model = randomModel(12, 10);
    const reader = await LaneReader.compile(runtime, model, 3);
    const random = new Random(2);
    const texts = [0, 1, 2].map(() => Array.from({ length: 13 }, () => random.below(256)));
    const nats = [0, 0, 0];
    for (let place = 0; place < 12; place++) {
      const logits = await reader.next(texts.map((text) => text[place]));
      texts.forEach((text, lane) => {
        const row = logits.subarray(lane * byteVocabulary, (lane + 1) * byteVocabulary);
        nats[lane] += Math.log(row.reduce((sum, logit) => sum + Math.exp(logit), 0)) - row[text[place + 1]];
      });
    }
    await reader.release();
    const shape = { batch: 1, tokens: 12 };
    const evaluation = await Evaluation.compile(
      runtime,
      languageObjective(family, model.config),
      model.parameters,
      shape,
    );
    for (const [lane, text] of texts.entries()) {
      const { nats: expected } = await evaluation.loss(tokensInMemory(Int32Array.from(text)));
      assert.ok(Math.abs(nats[lane] / expected - 1) < 1e-5, `lane ${lane}: ${nats[lane]}, not ${expected}`);
    }
    await evaluation.release();
  });

  it('says where there is nothing to decompress', async () => {
    const compressor = new ModelCompressor(runtime, randomModel(8, 1));
    await assert.rejects(compressor.decompress(Uint8Array.of(1, 2), silent), /road.notCompressed/);
  });

  it('stops where it is told to', async () => {
    const stop = () => Promise.reject(new Error('enough'));
    const compressor = new ModelCompressor(runtime, randomModel(8, 1));
    await assert.rejects(compressor.compress(new Uint8Array(100), stop), /enough/);
    // What was broken off leaves nothing behind.
    const file = Uint8Array.of(1, 2, 3);
    const { bytes } = await compressor.compress(file, silent);
    assert.deepEqual(await compressor.decompress(bytes, silent), file);
    await compressor.release();
  });
});
