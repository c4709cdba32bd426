import assert from 'node:assert/strict';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { gpt2 } from '../../src/models/families/gpt2.ts';
import type { Family } from '../../src/models/family.ts';
import { Random } from '../../src/random.ts';
import { tokensInMemory } from '../../src/training/data/tokenSource.ts';
import { Evaluation } from '../../src/training/evaluation.ts';
import { languageObjective } from '../../src/training/objective.ts';
import { initialParameters } from '../../src/training/parameters.ts';

const runtime = onnxruntimeNode({ threads: 1 });
const family = gpt2 as unknown as Family;
const vocabularySize = 7;
const config = family.parseConfig({ n_layer: 2, n_head: 2, n_embd: 16, n_positions: 12, vocab_size: vocabularySize });
const objective = languageObjective(family, config);
const counting = (length: number) => tokensInMemory(Int32Array.from({ length }, (_, i) => i % vocabularySize));

describe('Evaluation', () => {
  const parameters = initialParameters(family.parameters(config), new Random(1));
  let evaluation: Evaluation;
  before(async () => {
    evaluation = await Evaluation.compile(runtime, objective, parameters, { batch: 2, tokens: 12 });
  });
  after(() => evaluation.release());

  it('scores every token but the first once, whatever the overlap', async () => {
    for (const length of [2, 12, 13, 14, 57]) {
      for (const overlap of [0, 5, 11]) {
        const { tokens } = await evaluation.loss(counting(length), overlap);
        assert.equal(tokens, length - 1, `length ${length}, overlap ${overlap}`);
      }
    }
  });

  it('samples windows spread over the whole stream, or all of it where it is short', async () => {
    assert.equal((await evaluation.sample(counting(30), 1000)).tokens, 29);
    const read: number[] = [];
    const stream = counting(12_000);
    const spying = {
      length: stream.length,
      read(start: number, count: number) {
        read.push(start);
        return stream.read(start, count);
      },
    };
    const { tokens } = await evaluation.sample(spying, 120);
    assert.equal(tokens, 120);
    assert.equal(read.length, 10);
    assert.ok(Math.max(...read) > 10_000);
    for (const start of read) assert.equal(start % 12, 0);
  });

  it('means over whole windows at each position', async () => {
    const stream = counting(12 * 3 + 8);
    const losses = await evaluation.byPosition(stream);
    // The first positions of a window are those of a shorter text.
    for (const count of [1, 5, 12]) {
      let nats = 0;
      for (const start of [0, 12, 24]) {
        const text = tokensInMemory(Int32Array.from(stream.read(start, count + 1)));
        nats += (await evaluation.loss(text)).nats / 3;
      }
      const sum = losses.subarray(0, count).reduce((sum, loss) => sum + loss, 0);
      assert.ok(Math.abs(sum - nats) < 1e-5, `${count}`);
    }
    await assert.rejects(
      evaluation.byPosition(stream, () => true),
      { code: 'cancelled' },
    );
  });

  it('is ln V for each token where all logits are equal', async () => {
    const zeros = initialParameters(family.parameters(config), new Random(1));
    for (const { data } of zeros) data.fill(0);
    const even = await Evaluation.compile(runtime, objective, zeros, { batch: 2, tokens: 12 });
    const { nats, tokens } = await even.loss(counting(300), 3);
    assert.ok(Math.abs(nats / tokens - Math.log(vocabularySize)) < 1e-6);
    await even.release();
  });
});
