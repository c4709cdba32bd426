import assert from 'node:assert/strict';
import path from 'node:path';
import { onnxruntimeNode } from '../../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { Random } from '../../../src/random.ts';
import { neuron } from '../../../src/road/experiments/neuron.ts';
import { startOf } from '../../../src/road/field.ts';
import { correlation, explain, shuffledCorrelation, simulate } from '../../../src/road/neurons/explanation.ts';
import { FeatureIndex } from '../../../src/road/neurons/features.ts';
import { questionAbout, wordsAnswered } from '../../../src/road/neurons/question.ts';
import { type Passage, record } from '../../../src/road/neurons/recording.ts';
import { openModel } from '../../../src/road/openModel.node.ts';
import type { OpenModel } from '../../../src/road/openModel.ts';
import { runNeuron } from '../../../src/road/runs/neuron.ts';
import type { BarsView, TextView } from '../../../src/road/view.ts';
import type { Tokenizer } from '../../../src/tokenizer/tokenizer.ts';
import { root } from '../../harness/paths.ts';
import { testContext } from '../contextForTests.ts';

/** Ids are code points. */
const tokenizer = { bytesOf: (id: number) => new TextEncoder().encode(String.fromCodePoint(id)) } as Tokenizer;
const passage = (text: string): Passage => ({
  source: 'x',
  ids: [...text].map((character) => character.codePointAt(0)!),
  activations: new Float32Array(),
});

describe('correlation', () => {
  it('is 1 for what rises alike, −1 for the opposite, 0 where nothing changes', () => {
    const close = (found: number, expected: number) => assert.ok(Math.abs(found - expected) < 1e-12, `${found}`);
    close(correlation([1, 2, 4], [10, 20, 40]), 1);
    close(correlation([1, 2, 4], [-1, -2, -4]), -1);
    close(correlation([1, 1, 1], [1, 2, 3]), 0);
    // (−1, 0, 1) and (−1, 2, −1): 0; (0, 0, 1) and (0, 1, 1): 0.5
    close(correlation([1, 2, 3], [0, 3, 0]), 0);
    close(correlation([0, 0, 1], [0, 1, 1]), 0.5);
  });
});

describe('an explanation', () => {
  const random = new Random(3);
  const text = () => Array.from({ length: 400 }, () => 'abcdAB. 我'[random.below(9)]).join('');
  const [seen, unseen] = [[passage(text()), passage(text())], [passage(text())]];
  /** 2 at `c`, 3 more right behind an `a`, 0.5 less at capitals, 0.1 always. */
  const truth = (passages: readonly Passage[]) =>
    Float64Array.from(
      passages.flatMap(({ ids }) =>
        ids.map((id, t) => {
          const [here, before] = [id, ids[t - 1]].map((code) => (code ? String.fromCodePoint(code) : ''));
          return 0.1 + (here === 'c' ? 2 : 0) + (before === 'a' ? 3 : 0) - (/[AB]/.test(here) ? 0.5 : 0);
        }),
      ),
    );

  it('finds what an activation is made of, in the order of its weight', () => {
    const { base, terms } = explain(truth(seen), new FeatureIndex(seen, tokenizer).frequent(4), 3);
    assert.ok(Math.abs(base - 0.1) < 0.02, `${base}`);
    const expected = [
      [{ kind: 'previous', id: 97 }, 3],
      [{ kind: 'token', id: 99 }, 2],
      [{ kind: 'class', name: 'capital' }, -0.5],
    ] as const;
    expected.forEach(([feature, weight], i) => {
      assert.deepEqual(terms[i].feature, feature);
      assert.ok(Math.abs(terms[i].weight - weight) < 0.05, `${terms[i].weight}, not ${weight}`);
    });
  });

  it('simulates unseen text, and shuffled it does not', () => {
    const explanation = explain(truth(seen), new FeatureIndex(seen, tokenizer).frequent(4), 3);
    const said = simulate(explanation, new FeatureIndex(unseen, tokenizer));
    assert.ok(correlation(said, truth(unseen)) > 0.999);
    assert.ok(shuffledCorrelation(said, truth(unseen), 20, 1) < 0.3);
  });

  it('is a constant where there is nothing to tell', () => {
    const { base, terms } = explain(new Float64Array(800).fill(2), new FeatureIndex(seen, tokenizer).frequent(4), 3);
    assert.ok(Math.abs(base - 2) < 1e-9);
    assert.deepEqual(terms, []);
  });
});

describe('a question about a neuron', () => {
  it('marks the tokens at which it is at least half as active as anywhere', () => {
    const question = questionAbout([
      { tokens: ['One', ' two', '.'], values: [0.1, 1, 2] },
      { tokens: ['No', '!'], values: [-3, 0.9] },
    ]);
    assert.match(question, /1\. One\[\[ two\]\]\[\[\.\]\]/);
    assert.match(question, /2\. No!/);
  });

  it('is answered by words, of whatever form the list has', () => {
    assert.equal(wordsAnswered('1. the\n2. [[a]]  an\n'), 'the a an');
    assert.equal(wordsAnswered('- `girl`,\n* **boy**\n3) don’t'), 'girl boy don’t');
    assert.equal(wordsAnswered('. ! ?'), '. ! ?', 'signs are words where they stand alone');
    assert.equal(wordsAnswered('word '.repeat(500)).split(' ').length, 20);
    for (const nothing of ['', ' \n', '1.\n2.', '[[]]']) assert.equal(wordsAnswered(nothing), '');
  });
});

describe('a neuron of the model that comes along', function () {
  this.timeout(60_000);
  const runtime = onnxruntimeNode({ threads: 1 });
  let model: OpenModel;
  before(async () => {
    model = await openModel(path.join(root, 'media/models/underhood-small'), runtime);
  });
  after(() => model.close());
  const given = { model: async () => model };
  const settings = { ...startOf(neuron.fields), tokens: 2000, others: 4 };

  it('that ends sentences is explained, on unseen text and against shuffled words', async () => {
    const { context, steps } = testContext(given);
    const { verdicts, views } = await runNeuron({ ...settings, guess: '. ! ?' }, context);
    assert.equal(verdicts?.[0].verdict, 'true');
    const [strongest, , scores] = views as [TextView, never, BarsView];
    assert.ok(
      strongest.passages.some(({ pieces }) => pieces.some(({ text, value }) => value === 1 && text.includes('.'))),
    );
    const [explained, guessed, control] = scores.bars.map(({ value }) => value!);
    assert.ok(explained > 0.8 && guessed > 0.5 && control < 0.3, `${explained} ${guessed} ${control}`);
    assert.ok(steps.at(-1)!.done <= 1.000001);
  });

  it('is explained by a language model, whose words are scored beside the built-in explanation', async () => {
    const questions: string[] = [];
    const ask = async (question: string) => {
      questions.push(question);
      return '1. . ! [[."]]';
    };
    const { context } = testContext({ ...given, ask });
    const asking = { ...settings, explainer: 'language-model' as const };
    const { views } = await runNeuron(asking, context);
    const { bars } = views[2] as BarsView;
    assert.equal(bars[1].name.key, 'neuron.byModel');
    assert.ok(bars[1].value! > 0.5, `${bars[1].value}`);
    assert.equal(questions.length, 1);
    assert.match(questions[0], /\[\[\.\]\]/);
    const { context: alone } = testContext({ ...given, ask: async () => undefined });
    await assert.rejects(runNeuron(asking, alone), /road.neuron.nobody/);
    const { context: silent } = testContext({ ...given, ask: async () => ' \n ' });
    await assert.rejects(runNeuron(asking, silent), /road.neuron.empty/);
    // Nonsense is an answer, and its score says what it is worth.
    const { context: babbling } = testContext({ ...given, ask: async () => 'xyzzy plugh' });
    const { views: scored } = await runNeuron(asking, babbling);
    const scores = scored.find((view): view is BarsView => view.kind === 'bars')!;
    assert.equal(scores.bars[1].value, 0);
  });

  it('is recorded as the model computes it', async () => {
    const { context } = testContext(given);
    const { seen, neurons } = await record(model, { files: '', layer: 1, tokens: 200 }, context);
    const hook = 'blocks.1.mlp.hook_post';
    const { hooks } = await model.capture(seen[0].ids, [hook]);
    assert.deepEqual(seen[0].activations, hooks[hook].data);
    assert.equal(neurons, 768);
  });

  it('is looked for in the files of the user', async () => {
    const texts = [{ path: 'a.md', text: 'One sentence. Another one! '.repeat(40) }];
    const { context } = testContext({ ...given, textFiles: async () => texts });
    const { views } = await runNeuron({ ...settings, files: '**/*.md', others: 0 }, context);
    assert.equal((views[0] as TextView).passages[0].name?.parameters?.text, 'a.md');
    const { context: short } = testContext({ ...given, textFiles: async () => [{ path: 'a.md', text: 'Hi' }] });
    await assert.rejects(runNeuron({ ...settings, files: '*' }, short), /road.neuron.tooShort/);
  });

  it('must be there', async () => {
    const { context } = testContext(given);
    await assert.rejects(runNeuron({ ...settings, layer: 9 }, context), /road.neuron.layer/);
    await assert.rejects(runNeuron({ ...settings, neuron: 768 }, context), /road.neuron.neuron/);
  });
});
