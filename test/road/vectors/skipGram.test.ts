import assert from 'node:assert/strict';
import { onnxruntimeNode } from '../../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { Random } from '../../../src/random.ts';
import { EngineTraining } from '../../../src/road/networks/engineTraining.ts';
import { SkipGram, skipGramLoss, wordPairs } from '../../../src/road/vectors/skipGram.ts';
import { wordText } from '../../../src/road/vectors/wordText.ts';
import { VectorSpace } from '../../../src/road/vectors/wordVectors.ts';

const runtime = onnxruntimeNode({ threads: 1 });

describe('a text of words', () => {
  it('numbers the most frequent first, and knows where sentences end', () => {
    const { words, counts, ids } = wordText('A cat. The cat saw a dog; a bird flew!', 3);
    assert.deepEqual(
      [words, counts],
      [
        ['a', 'cat', 'bird'],
        [3, 2, 1],
      ],
    );
    assert.deepEqual([...ids], [0, 1, -1, -1, 1, -1, 0, -1, 0, 2, -1, -1]);
  });

  it('cuts Chinese into words', () => {
    assert.ok(wordText('我们喜欢花园。我们在花园。', 10).words.includes('花园'));
  });

  it('pairs each word with those near it, not over what is unknown', () => {
    const pairs = wordPairs({ words: [], counts: [], ids: Int32Array.of(5, 6, 7, -1, 8) }, 2);
    const found = [...pairs.centres].map((centre, i) => [centre, pairs.contexts[i]]);
    assert.deepEqual(found, [
      [5, 6],
      [5, 7],
      [6, 5],
      [6, 7],
      [7, 6],
      [7, 5],
    ]);
  });
});

describe('skip-gram', () => {
  it('has the loss and the gradients of a direct computation', async () => {
    const [words, width, batch] = [7, 3, 5];
    const random = new Random(4);
    const drawn = (name: string) => ({
      name,
      shape: [words, width],
      data: Float32Array.from({ length: words * width }, () => random.normal()),
    });
    const [v, u] = [drawn('vectors'), drawn('contexts')];
    const pairs = Array.from({ length: batch }, () => [random.below(words), random.below(words)]);
    const training = await EngineTraining.compile(runtime, [v, u], skipGramLoss(batch));
    const column = (place: 0 | 1) => ({
      data: BigInt64Array.from(pairs, (pair) => BigInt(pair[place])),
      shape: [batch],
    });
    const { loss } = await training.differentiate({ centres: column(0), near: column(1) });

    let expected = 0;
    const [dv, du] = [new Float64Array(words * width), new Float64Array(words * width)];
    for (const [centre, context] of pairs) {
      const scores = Array.from({ length: words }, (_, w) => {
        return Array.from({ length: width }, (_, i) => v.data[centre * width + i] * u.data[w * width + i]).reduce(
          (a, b) => a + b,
        );
      });
      const sum = scores.reduce((total, score) => total + Math.exp(score), 0);
      expected += (Math.log(sum) - scores[context]) / batch;
      for (let w = 0; w < words; w++) {
        const error = (Math.exp(scores[w]) / sum - (w === context ? 1 : 0)) / batch;
        for (let i = 0; i < width; i++) {
          dv[centre * width + i] += error * u.data[w * width + i];
          du[w * width + i] += error * v.data[centre * width + i];
        }
      }
    }
    assert.ok(Math.abs(loss - expected) < 1e-5, `${loss}, not ${expected}`);
    [dv, du].forEach((gradient, p) => {
      gradient.forEach((number, i) => {
        assert.ok(Math.abs(training.gradients[p][i] - number) < 1e-5);
      });
    });
    await training.release();
  });

  it('brings words together that stand in the same places', async () => {
    const random = new Random(1);
    const pick = (words: string) => words.split(' ')[random.below(3)];
    const text = Array.from({ length: 500 }, () => `${pick('tom ann bob')} sees a ${pick('red blue green')} hat.`).join(
      ' ',
    );
    const options = { width: 8, window: 2, steps: 150, batch: 64, learningRate: 0.03, seed: 1 };
    const training = await SkipGram.compile(runtime, wordText(text, 100), options);
    const first = await training.advance();
    let last = first;
    for (let step = 1; step < options.steps; step++) last = await training.advance();
    assert.ok(last < first);
    const space = new VectorSpace(training.vectors);
    const nearest = space.nearest(space.vector('red'), 2, ['red']).map(({ word }) => word);
    assert.deepEqual(nearest.sort(), ['blue', 'green']);
    await training.release();
  });

  it('says where no two words stand together', async () => {
    const options = { width: 2, window: 2, steps: 1, batch: 4, learningRate: 0.1, seed: 1 };
    await assert.rejects(SkipGram.compile(runtime, wordText('One. Two. Three.', 9), options), /road.vectors.noPairs/);
  });
});
