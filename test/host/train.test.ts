import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { StepTimes } from '../../src/commands/train/stepTimes.ts';
import { readTrainedModel, type TrainedModel } from '../../src/commands/train/trainedModel.ts';
import type { StepTime, TrainingStarter } from '../../src/commands/train/training.ts';
import { trainModel } from '../../src/commands/trainModel.ts';
import type { TestedParts } from '../../src/extension.ts';
import { sizeNames } from '../../src/training/recipe/presets.ts';
import type { ProposedModel } from '../../src/training/recipe/proposedModel.ts';
import { parseRecipe } from '../../src/training/recipe/recipe.ts';
import { translatorSizes } from '../../src/training/recipe/translatorPresets.ts';
import { activated, closeEverything, openText, select, selectRange, setting, until } from './extension.ts';
import { Questions } from './questions.ts';

const story = 'Once upon a time there was a little dog. The dog had a red ball.\n'.repeat(40);
const start = /new model, or one/;
const data = /learn from/;
const size = /How large/;
const tokenizer = /tokens/;
const ending = /How long/;
const name = /called/;

/** Remembers nothing but for as long as it lives. */
function memento(): vscode.Memento {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: <T>(key: string, otherwise?: T) => (values.get(key) ?? otherwise) as T,
    async update(key, value) {
      values.set(key, value);
    },
  };
}

describe('Train a Small Model', () => {
  let parts: TestedParts;
  let questions: Questions;
  let folder: string;
  let begun: { readonly recipe: string; readonly anew: boolean }[];

  /** The command, with a probe that says 40 ms and a training that is only taken note of. */
  function begin(measure: () => AsyncIterable<StepTime> = measured, from?: TrainedModel): Promise<void> {
    const training: TrainingStarter = {
      async train({ fsPath }, { anew }) {
        begun.push({ recipe: fsPath, anew });
      },
    };
    const stepTimes = new StepTimes({ measure }, memento(), 'test');
    return trainModel({ choice: parts.choice, hub: parts.hub, stepTimes, training }, from);
  }

  async function* measured(): AsyncGenerator<StepTime> {
    for (const size of sizeNames) yield { model: { kind: 'gpt', size }, milliseconds: 40 };
    for (const { name: size } of translatorSizes) yield { model: { kind: 'transformer', size }, milliseconds: 40 };
    yield { model: { kind: 'recurrent', size: '0.1M' }, milliseconds: 40 };
  }

  const read = (file: string) => parseRecipe(JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')));

  before(async () => {
    parts = await activated();
    questions = new Questions();
  });
  after(() => questions.dispose());

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-train-'));
    begun = [];
  });
  afterEach(async () => {
    await questions.close();
    await closeEverything();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  async function openStory(file = 'story.txt', content = story): Promise<vscode.TextEditor> {
    fs.writeFileSync(path.join(folder, file), content);
    return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(path.join(folder, file)));
  }

  it('asks step by step, and writes a recipe beside the file that it begins', async () => {
    await openStory();
    const ended = begin();
    await questions.choose(start, /new model/);
    await questions.choose(data, /This file/);
    const sizes = await questions.pick(size);
    assert.deepEqual([sizes.step, sizes.title], [3, 'Train a Small Model']);
    await until('the times', () => sizes.items.every(({ detail }) => /for \d,000 steps/.test(detail ?? '')));
    assert.match(sizes.items[1].detail ?? '', /About 80 s for 2,000 steps\..*0\.00\d characters per parameter/);
    await questions.choose(size, /0\.80 M/);
    await questions.choose(tokenizer, /BPE/);
    await questions.choose(ending, /number of steps/);
    await questions.answer(/How many steps/, '1,500');
    const box = await questions.box(name);
    assert.deepEqual([box.value, box.step, box.totalSteps], ['story', 7, 7]);
    await questions.answer(name);
    await ended;
    const { data: chosen, model, tokenizer: tokens, training, output } = read('story.underhood.json');
    assert.deepEqual(chosen, { files: ['story.txt'], exclude: [], heldOut: 0.1 });
    assert.deepEqual(tokens, { kind: 'bpe', vocabularySize: 512 });
    assert.deepEqual([model?.n_layer, training.steps, training.patience, output], [4, 1500, 0, 'story']);
    const recipe = path.join(folder, 'story.underhood.json');
    assert.deepEqual(begun, [{ recipe, anew: false }]);
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, recipe);
  });

  it('goes back, and keeps what was said', async () => {
    const editor = await openStory();
    await select(editor, story.slice(0, 650));
    const ended = begin();
    await questions.choose(start, /new model/);
    await questions.choose(data, /This selection/);
    await questions.choose(size, /3\.0 M|2\.7 M/);
    await questions.choose(tokenizer, /Characters/);
    await questions.choose(ending, /number of minutes/);
    await questions.answer(/How many minutes/, '2.5');
    await questions.box(name);
    for (const question of [ending, tokenizer, size, data]) {
      if (question === ending) {
        await questions.back();
        assert.equal((await questions.box(/How many minutes/)).value, '2.5');
      }
      await questions.back();
      await questions.pick(question);
    }
    const again = await questions.pick(data);
    assert.match(again.activeItems[0]?.label ?? '', /This selection/);
    await questions.choose(data, /sample corpus/);
    await questions.choose(/Which corpus/, /Copying/);
    const sizes = await questions.pick(size);
    assert.match(sizes.activeItems[0]?.label ?? '', /2\.7 M/);
    await questions.choose(size, /2\.7 M/);
    await questions.choose(tokenizer, /Characters/);
    await questions.choose(ending, /number of minutes/);
    await questions.answer(/How many minutes/);
    const box = await questions.box(name);
    assert.equal(box.value, 'copying');
    await questions.close();
    await ended;
    assert.deepEqual(begun, [], 'closed: nothing begins');
    assert.deepEqual(fs.readdirSync(folder), ['story.txt'], 'nothing is written');
  });

  it('stores a selection in the recipe', async () => {
    const editor = await openStory();
    const selected = story.slice(0, 260);
    await select(editor, selected);
    const ended = begin();
    await questions.choose(start, /new model/);
    await questions.choose(data, /This selection/);
    await questions.choose(size, /0\.10 M/);
    await questions.choose(tokenizer, /Characters/);
    await questions.choose(ending, /stops falling/);
    await questions.answer(name, 'one dog');
    await ended;
    const { data: chosen, training, output } = read('one dog.underhood.json');
    assert.deepEqual(chosen, { text: selected, heldOut: 0.1 });
    assert.deepEqual([training.steps, training.patience, output], [10_000, 5, 'one dog']);
  });

  it('takes files of a folder by a glob, and says where there are none', async () => {
    await openStory();
    fs.mkdirSync(path.join(folder, 'deep'));
    fs.writeFileSync(path.join(folder, 'deep/more.md'), story);
    fs.writeFileSync(path.join(folder, 'binary.bin'), Buffer.from([0, 1, 2, 0, 0, 255, 3, 0]));
    const ended = begin();
    await questions.choose(start, /new model/);
    await questions.choose(data, new RegExp(`This folder ${folder}`));
    assert.equal((await questions.box(/Which files/)).value, '**/*.{txt,md}');
    for (const glob of ['*.none', '*.bin']) {
      await questions.answer(/Which files/, glob);
      const box = await questions.box(/Which files/);
      await until(
        'the reason',
        () => typeof box.validationMessage === 'string' && box.validationMessage.includes(glob),
      );
      box.validationMessage = undefined;
    }
    await questions.answer(/Which files/, '**/*.md');
    await questions.choose(size, /0\.10 M/);
    await questions.choose(tokenizer, /Characters/);
    await questions.choose(ending, /stops falling/);
    await questions.answer(name, 'deep model');
    await ended;
    assert.deepEqual(read('deep model.underhood.json').data, { files: ['**/*.md'], exclude: [], heldOut: 0.1 });
  });

  it('goes on from a model, without asking what it brings', async () => {
    await openStory();
    const ended = begin();
    await questions.choose(start, /underhood-small/);
    await questions.choose(data, /This file/);
    // A quarter of the parameters of the largest new model, and half of its tokens a step: 40 ms / 8.
    const endings = await questions.pick(ending);
    await until('the time', () => /^500 are proposed, about [23] s\./.test(endings.items[0].detail ?? ''));
    await questions.choose(ending, /number of steps/);
    assert.equal((await questions.box(/How many steps/)).value, '500');
    await questions.answer(/How many steps/);
    await questions.answer(name);
    await ended;
    const { from, model, tokenizer: tokens, training } = read('story.underhood.json');
    assert.equal(path.resolve(folder, from ?? ''), parts.choice.bundled);
    assert.deepEqual([model, tokens, training.learningRate], [undefined, undefined, 1e-4]);
  });

  it('makes a translator from pairs, in the direction that is meant', async () => {
    const pairs = ['Hi.', 'I love you.', 'Thanks.'].map(
      (english, i) => `${english}\t${['嗨。', '我爱你。', '谢谢。'][i]}`,
    );
    await openStory('ragged.tsv', `${pairs.join('\n')}\nalone\n`);
    const ended = begin();
    await questions.choose(start, /encoder and decoder/);
    await questions.choose(/Which pairs/, /This file/);
    const again = await questions.pick(/Which pairs/);
    await until('it to be asked again', () => !again.busy);
    await questions.close();
    await ended;
    await openStory('pairs.tsv', pairs.join('\n'));
    const other = begin();
    await questions.choose(start, /encoder and decoder/);
    await questions.choose(/Which pairs/, /This file/);
    const direction = await questions.pick(/3 pairs\. In which direction/);
    assert.deepEqual(
      direction.items.map(({ label }) => label),
      ['I love you. → 我爱你。', '我爱你。 → I love you.'],
    );
    await questions.choose(/direction/, /^我爱你/);
    const sizesOffered = await questions.pick(/large/);
    assert.match(sizesOffered.items[0].description ?? '', /1 \+ 1 layers, 4 heads/);
    await until('the time', () => /^About 80 s for 2,000 steps\./.test(sizesOffered.items[0].detail ?? ''));
    await questions.choose(/large/, /Small/);
    await questions.choose(ending, /number of steps/);
    await questions.answer(/How many steps/, '20');
    const box = await questions.box(name);
    assert.deepEqual([box.value, box.step, box.totalSteps], ['pairs', 7, 7]);
    await questions.answer(name);
    await other;
    const { data: chosen, model, tokenizers, training } = read('pairs.underhood.json');
    assert.deepEqual(chosen, { pairs: 'pairs.tsv', columns: [2, 1], heldOut: 0.1 });
    assert.deepEqual([model?.model_type, training.steps], ['marian', 20]);
    assert.deepEqual([tokenizers?.source.kind, tokenizers?.target.kind], ['characters', 'bpe']);
  });

  it('goes on from a translator, and says how long that takes', async () => {
    await openStory('pairs.tsv', 'Hi.\t嗨。\nThanks.\t谢谢。\nI love you.\t我爱你。');
    const bundled = path.join(path.dirname(parts.choice.bundled), 'underhood-zh-en-attention');
    const measure = async function* (): AsyncGenerator<StepTime> {
      yield { model: { kind: 'additive', size: 'medium' }, milliseconds: 40 };
    };
    const ended = begin(measure, await readTrainedModel(bundled));
    await questions.choose(/Which pairs/, /This file/);
    await questions.choose(/direction/, /^谢谢/);
    // As many steps of a model that differs from the one that is timed by its larger vocabulary.
    const endings = await questions.pick(ending);
    await until('the time', () => /^500 are proposed, about 2\d s\./.test(endings.items[0].detail ?? ''));
    await questions.choose(ending, /stops falling/);
    await questions.answer(name);
    await ended;
    const { from, data: chosen, training } = read('pairs.underhood.json');
    assert.equal(path.resolve(folder, from ?? ''), bundled);
    assert.deepEqual(chosen, { pairs: 'pairs.tsv', columns: [2, 1], heldOut: 0.1 });
    assert.deepEqual([training.batch, training.steps, training.patience], [32, 2500, 5]);
  });

  it('makes a recurrent network', async () => {
    await openStory();
    const ended = begin();
    await questions.choose(start, /recurrent network/);
    await questions.choose(data, /This file/);
    const sizes = await questions.pick(size);
    assert.match(sizes.items[0].description ?? '', /a state of \d+ numbers/);
    await until('the time', () => /^About 80 s for 2,000 steps\./.test(sizes.items[0].detail ?? ''));
    await questions.choose(size, /0\.10 M/);
    await questions.choose(tokenizer, /Characters/);
    assert.match((await questions.pick(ending)).items[2].detail ?? '', /at most 10,000 steps, about 7 min\./);
    await questions.choose(ending, /stops falling/);
    await questions.answer(name);
    await ended;
    assert.equal(read('story.underhood.json').model?.model_type, 'rnn');
  });

  it('keeps or replaces a recipe of the same name', async () => {
    await openStory();
    const existing = path.join(folder, 'mine.underhood.json');
    fs.writeFileSync(existing, '{}');
    const answerAll = async (taken: RegExp) => {
      const ended = begin();
      await questions.choose(start, /new model/);
      await questions.choose(data, /This file/);
      await questions.choose(size, /0\.10 M/);
      await questions.choose(tokenizer, /Characters/);
      await questions.choose(ending, /stops falling/);
      await questions.answer(name, 'mine');
      await questions.choose(/already/, taken);
      await ended;
    };
    await answerAll(/go on/);
    assert.equal(fs.readFileSync(existing, 'utf8'), '{}');
    await openStory();
    await answerAll(/Replace/);
    assert.equal(read('mine.underhood.json').output, 'mine');
    assert.deepEqual(begun, [
      { recipe: existing, anew: false },
      { recipe: existing, anew: true },
    ]);
  });

  it('asks again for what cannot be taken, and says why', async () => {
    fs.mkdirSync(path.join(folder, 'full'));
    fs.writeFileSync(path.join(folder, 'full/something'), '');
    await openStory();
    const ended = begin();
    await questions.choose(start, /new model/);
    await questions.choose(data, /This file/);
    await questions.choose(size, /0\.10 M/);
    await questions.choose(tokenizer, /Characters/);
    await questions.choose(ending, /number of steps/);
    for (const [question, wrong, right] of [
      [/How many steps/, '1.5', '10'],
      [name, 'full', 'a'],
      [name, 'a/b', 'a'],
    ] as const) {
      await questions.answer(question, wrong);
      const box = await questions.box(question);
      await until(`the reason for ${wrong}`, () => box.validationMessage);
      box.validationMessage = undefined;
      if (question !== name) await questions.answer(question, right);
    }
    await questions.answer(name, 'a');
    await ended;
    assert.deepEqual(begun, [{ recipe: path.join(folder, 'a.underhood.json'), anew: false }]);
  });

  it('does not take a blank selection', async () => {
    const editor = await openText(`${' '.repeat(50)}\n${story}`);
    await selectRange(editor, new vscode.Selection(0, 0, 0, 50));
    const ended = begin();
    await questions.choose(start, /new model/);
    await questions.choose(data, /This selection/);
    const pick = await questions.pick(data);
    await until('it to be asked again', () => !pick.busy && pick.items.length > 0);
    await questions.choose(data, /This file/);
    await questions.pick(size);
    await questions.close();
    await ended;
  });

  it('does not take a size that the text cannot fill', async () => {
    await openStory('short.txt', story.slice(0, 100));
    const ended = begin();
    await questions.choose(start, /new model/);
    await questions.choose(data, /This file/);
    await questions.choose(size, /2\.7 M/);
    const pick = await questions.pick(size);
    await until('it to be asked again', () => !pick.busy);
    await questions.choose(size, /0\.80 M/);
    await questions.pick(tokenizer);
    await questions.close();
    await ended;
  });

  it('times steps of every kind of model in the training process', async () => {
    const times = new StepTimes(
      { measure: (models, vocabulary) => parts.jobs.stepTimes(models, vocabulary) },
      memento(),
      'test',
    );
    const models: readonly ProposedModel[] = [
      { kind: 'gpt', size: '0.1M' },
      { kind: 'gpt', size: '3M' },
      { kind: 'recurrent', size: '0.1M' },
      { kind: 'transformer', size: 'small' },
    ];
    let news = 0;
    const watching = times.watch(models, () => news++);
    await until('all times', () => models.every((model) => times.of(model) !== undefined) || times.error !== undefined);
    watching.dispose();
    assert.equal(times.error, undefined);
    const [smallest, larger] = models.map((model) => times.of(model) ?? 0);
    assert.ok(smallest > 0 && 5 * smallest < larger, `${smallest} ms, ${larger} ms`);
    assert.equal(news, models.length);
  });

  it('measures what is asked about now, where that was left that was asked about before', async () => {
    const asked: string[] = [];
    let go = (): void => undefined;
    const times = new StepTimes(
      {
        async *measure(models) {
          for (const model of models) {
            asked.push(`${model.kind} ${model.size}`);
            if (asked.length === 1) {
              await new Promise<void>((resolve) => {
                go = resolve;
              });
            }
            yield { model, milliseconds: 1 };
          }
        },
      },
      memento(),
      'test',
    );
    const first = times.watch(
      [
        { kind: 'gpt', size: '0.1M' },
        { kind: 'gpt', size: '10M' },
      ],
      () => {},
    );
    await until('the first to be measured', () => asked.length === 1);
    first.dispose();
    const second = times.watch([{ kind: 'additive', size: 'small' }], () => {});
    go();
    await until('the second', () => times.of({ kind: 'additive', size: 'small' }) === 1);
    assert.deepEqual(asked, ['gpt 0.1M', 'additive small']);
    second.dispose();
  });

  it('offers sizes before it is known how long they take, and says where it cannot be', async () => {
    await openStory();
    let go = (): void => undefined;
    const ended = begin(async function* () {
      await new Promise<void>((resolve) => {
        go = resolve;
      });
      yield { model: { kind: 'gpt', size: '0.1M' }, milliseconds: 1000 };
      throw new Error('no runtime');
    });
    await questions.choose(start, /new model/);
    await questions.choose(data, /This file/);
    const sizes = await questions.pick(size);
    assert.ok(sizes.items.every(({ detail }) => /Measuring/.test(detail ?? '')));
    await questions.moveTo(2);
    go();
    await until('the first time', () => /About 33 min/.test(sizes.items[0].detail ?? ''));
    await until('the reason', () => /could not be measured.*no runtime/.test(sizes.items[1].detail ?? ''));
    assert.equal(sizes.activeItems[0], sizes.items[2], 'what is chosen stays so');
    await questions.close();
    await ended;
  });

  it('speaks Chinese', async () => {
    await openStory();
    await setting('language', 'zh-cn');
    try {
      const ended = begin();
      const pick = await questions.pick(/训练新模型/);
      assert.equal(pick.title, '训练小模型');
      await questions.choose(/训练新模型/, /新模型/);
      await questions.choose(/学习/, /示例语料/);
      await questions.choose(/哪种语料/, /中文故事/);
      const sizes = await questions.pick(/多大/);
      await until('the times', () => /训练 2,000 步约需 80 秒/.test(sizes.items[1].detail ?? ''));
      assert.match(sizes.items[1].label, /^8\d\.?\d* ?万个参数$|万/);
      await questions.close();
      await ended;
    } finally {
      await setting('language', undefined);
    }
  });
});
