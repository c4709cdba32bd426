import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { readTrainedModel } from '../../src/commands/train/trainedModel.ts';
import type { StepTime } from '../../src/commands/train/training.ts';
import { select, setting, until } from './extension.ts';
import { asks, story, TrainCommand } from './trainCommand.ts';

const { start, data, size, tokenizer, ending, name } = asks;

describe('Train a Small Model', () => {
  const trainCommand = TrainCommand.use();

  it('asks step by step, and writes a recipe beside the file that it begins', async () => {
    const command = trainCommand();
    const { questions } = command;
    await command.openStory();
    const ended = command.begin();
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
    const { data: chosen, model, tokenizer: tokens, training, output } = command.read('story.underhood.json');
    assert.deepEqual(chosen, { files: ['story.txt'], exclude: [], heldOut: 0.1 });
    assert.deepEqual(tokens, { kind: 'bpe', vocabularySize: 512 });
    assert.deepEqual([model?.n_layer, training.steps, training.patience, output], [4, 1500, 0, 'story']);
    const recipe = path.join(command.folder, 'story.underhood.json');
    assert.deepEqual(command.begun, [{ recipe, anew: false }]);
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, recipe);
  });

  it('goes back, and keeps what was said', async () => {
    const command = trainCommand();
    const { questions } = command;
    const editor = await command.openStory();
    await select(editor, story.slice(0, 650));
    const ended = command.begin();
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
    assert.deepEqual(command.begun, [], 'closed: nothing begins');
    assert.deepEqual(fs.readdirSync(command.folder), ['story.txt'], 'nothing is written');
  });

  it('stores a selection in the recipe', async () => {
    const command = trainCommand();
    const { questions } = command;
    const editor = await command.openStory();
    const selected = story.slice(0, 260);
    await select(editor, selected);
    const ended = command.begin();
    await questions.choose(start, /new model/);
    await questions.choose(data, /This selection/);
    await questions.choose(size, /0\.10 M/);
    await questions.choose(tokenizer, /Characters/);
    await questions.choose(ending, /stops falling/);
    await questions.answer(name, 'one dog');
    await ended;
    const { data: chosen, training, output } = command.read('one dog.underhood.json');
    assert.deepEqual(chosen, { text: selected, heldOut: 0.1 });
    assert.deepEqual([training.steps, training.patience, output], [10_000, 5, 'one dog']);
  });

  it('takes files of a folder by a glob, and says where there are none', async () => {
    const command = trainCommand();
    const { questions } = command;
    await command.openStory();
    fs.mkdirSync(path.join(command.folder, 'deep'));
    fs.writeFileSync(path.join(command.folder, 'deep/more.md'), story);
    fs.writeFileSync(path.join(command.folder, 'binary.bin'), Buffer.from([0, 1, 2, 0, 0, 255, 3, 0]));
    const ended = command.begin();
    await questions.choose(start, /new model/);
    await questions.choose(data, new RegExp(`This folder ${command.folder}`));
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
    assert.deepEqual(command.read('deep model.underhood.json').data, { files: ['**/*.md'], exclude: [], heldOut: 0.1 });
  });

  it('goes on from a model, without asking what it brings', async () => {
    const command = trainCommand();
    const { questions } = command;
    await command.openStory();
    const ended = command.begin();
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
    const { from, model, tokenizer: tokens, training } = command.read('story.underhood.json');
    assert.equal(path.resolve(command.folder, from ?? ''), command.parts.choice.bundled);
    assert.deepEqual([model, tokens, training.learningRate], [undefined, undefined, 1e-4]);
  });

  it('makes a translator from pairs, in the direction that is meant', async () => {
    const command = trainCommand();
    const { questions } = command;
    const pairs = ['Hi.', 'I love you.', 'Thanks.'].map(
      (english, i) => `${english}\t${['嗨。', '我爱你。', '谢谢。'][i]}`,
    );
    await command.openStory('ragged.tsv', `${pairs.join('\n')}\nalone\n`);
    const ended = command.begin();
    await questions.choose(start, /encoder and decoder/);
    await questions.choose(/Which pairs/, /This file/);
    const again = await questions.pick(/Which pairs/);
    await until('it to be asked again', () => !again.busy);
    await questions.close();
    await ended;
    await command.openStory('pairs.tsv', pairs.join('\n'));
    const other = command.begin();
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
    const { data: chosen, model, tokenizers, training } = command.read('pairs.underhood.json');
    assert.deepEqual(chosen, { pairs: 'pairs.tsv', columns: [2, 1], heldOut: 0.1 });
    assert.deepEqual([model?.model_type, training.steps], ['marian', 20]);
    assert.deepEqual([tokenizers?.source.kind, tokenizers?.target.kind], ['characters', 'bpe']);
  });

  it('goes on from a translator, and says how long that takes', async () => {
    const command = trainCommand();
    const { questions } = command;
    await command.openStory('pairs.tsv', 'Hi.\t嗨。\nThanks.\t谢谢。\nI love you.\t我爱你。');
    const bundled = path.join(path.dirname(command.parts.choice.bundled), 'underhood-zh-en-attention');
    const measure = async function* (): AsyncGenerator<StepTime> {
      yield { model: { kind: 'additive', size: 'medium' }, milliseconds: 40 };
    };
    const ended = command.begin(measure, await readTrainedModel(bundled));
    await questions.choose(/Which pairs/, /This file/);
    await questions.choose(/direction/, /^谢谢/);
    // As many steps of a model that differs from the one that is timed by its larger vocabulary.
    const endings = await questions.pick(ending);
    await until('the time', () => /^500 are proposed, about 2\d s\./.test(endings.items[0].detail ?? ''));
    await questions.choose(ending, /stops falling/);
    await questions.answer(name);
    await ended;
    const { from, data: chosen, training } = command.read('pairs.underhood.json');
    assert.equal(path.resolve(command.folder, from ?? ''), bundled);
    assert.deepEqual(chosen, { pairs: 'pairs.tsv', columns: [2, 1], heldOut: 0.1 });
    assert.deepEqual([training.batch, training.steps, training.patience], [32, 2500, 5]);
  });

  it('makes a recurrent network', async () => {
    const command = trainCommand();
    const { questions } = command;
    await command.openStory();
    const ended = command.begin();
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
    assert.equal(command.read('story.underhood.json').model?.model_type, 'rnn');
  });

  it('speaks Chinese', async () => {
    const command = trainCommand();
    const { questions } = command;
    await command.openStory();
    await setting('language', 'zh-cn');
    try {
      const ended = command.begin();
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
