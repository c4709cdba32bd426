import assert from 'node:assert/strict';
import { onnxruntimeNode } from '../../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { weakToStrong } from '../../../src/road/experiments/weakToStrong.ts';
import { startOf } from '../../../src/road/field.ts';
import { runWeakToStrong } from '../../../src/road/runs/weakToStrong.ts';
import { ChoiceModel, freshModel } from '../../../src/road/teaching/choiceModel.ts';
import { type ChoiceExample, choiceText, wordsBefore } from '../../../src/road/teaching/wordChoices.ts';
import { wordText } from '../../../src/road/vectors/wordText.ts';
import type { BarsView } from '../../../src/road/view.ts';
import { sampleDocuments } from '../../../src/training/samples/sampleCorpus.ts';
import { testContext } from '../contextForTests.ts';

const runtime = onnxruntimeNode({ threads: 1 });

describe('a choice between two words', () => {
  it('is asked for wherever one of them stands, with the words before', () => {
    const { examples, ids, vocabularySize, firstLabel, secondLabel } = choiceText(['a', 'the'], 20_000, 1);
    const text = [...sampleDocuments('english-stories', { characters: 20_000, seed: 1 })].join('');
    const { words } = wordText(text, 600);
    const [first, second] = [words.indexOf('a'), words.indexOf('the')];
    assert.ok(examples.length > 100);
    for (const { before } of examples) assert.ok(before.length >= 6 && before.length <= wordsBefore);
    const places = [...ids].flatMap((id, at) => (at >= 6 && (id === first || id === second) ? [at] : []));
    assert.deepEqual(
      examples.map(({ isSecond }) => isSecond),
      places.map((at) => ids[at] === second),
    );
    assert.deepEqual([firstLabel, secondLabel], [vocabularySize - 2, vocabularySize - 1]);
    assert.ok(!ids.includes(firstLabel) && !ids.includes(secondLabel), 'no story has the labels');
    assert.throws(() => choiceText(['a', 'zebra'], 20_000, 1), /road.teaching.word.*zebra/);
  });

  it('is learned from labels, also from wrong ones', async () => {
    const text = { examples: [], ids: new Int32Array(), vocabularySize: 8, firstLabel: 5, secondLabel: 6 };
    // The last word decides.
    const examples: ChoiceExample[] = Array.from({ length: 40 }, (_, i) => {
      return { before: [7, 0, i % 4, 7, 7, 1 + (i % 2)], isSecond: i % 2 === 1 };
    });
    const gpt = { width: 16, layers: 1, heads: 2, tokens: wordsBefore, vocabularySize: 8 };
    const learn = async (taught: readonly ChoiceExample[]) => {
      const training = { steps: 40, learningRate: 0.01, seed: 1 };
      const model = await ChoiceModel.train(runtime, freshModel(gpt, 1), text, taught, training, async () => {});
      const accuracy = await model.accuracy(examples);
      await model.release();
      return accuracy;
    };
    assert.equal(await learn(examples), 1);
    assert.equal(await learn(examples.map((example) => ({ ...example, isSecond: !example.isSecond }))), 0);
  });
});

describe('a small model teaching a larger one', () => {
  it('tells how good teacher, pupil and ceiling are', async function () {
    this.timeout(120_000);
    const { context, steps } = testContext({ runtime: async () => runtime });
    const settings = { ...startOf(weakToStrong.fields), weakExamples: 60, examples: 100, readingSteps: 40, steps: 10 };
    const { views, verdicts } = await runWeakToStrong({ ...settings, strongWidth: 32 }, context);
    const { bars } = views[0] as BarsView;
    assert.equal(bars.length, 4);
    for (const { value } of bars) assert.ok(value! >= 0 && value! <= 100);
    assert.equal(verdicts?.length, 2);
    assert.ok(Math.abs(steps.at(-1)!.done - 1) < 1e-9);
  });

  it('says where the two words are none', async () => {
    const { context } = testContext();
    const run = (pair: string) => runWeakToStrong({ ...startOf(weakToStrong.fields), pair }, context);
    for (const pair of ['a', 'a a', 'a the one']) await assert.rejects(run(pair), /road.teaching.pair/);
    await assert.rejects(run('upon ago'), /road.teaching.(few|word)/);
  });
});
