import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { askChoice } from '../../src/commands/train/questions.ts';
import { openText, selectRange, until } from './extension.ts';
import { asks, story, TrainCommand } from './trainCommand.ts';

const { start, data, size, tokenizer, ending, name } = asks;

describe('Train a Small Model, where something cannot be taken', () => {
  const trainCommand = TrainCommand.use();

  it('keeps or replaces a recipe of the same name', async () => {
    const command = trainCommand();
    const { questions } = command;
    await command.openStory();
    const existing = path.join(command.folder, 'mine.underhood.json');
    fs.writeFileSync(existing, '{}');
    const answerAll = async (taken: RegExp) => {
      const ended = command.begin();
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
    await command.openStory();
    await answerAll(/Replace/);
    assert.equal(command.read('mine.underhood.json').output, 'mine');
    assert.deepEqual(command.begun, [
      { recipe: existing, anew: false },
      { recipe: existing, anew: true },
    ]);
  });

  it('asks again for what cannot be taken, and says why', async () => {
    const command = trainCommand();
    const { questions } = command;
    fs.mkdirSync(path.join(command.folder, 'full'));
    fs.writeFileSync(path.join(command.folder, 'full/something'), '');
    await command.openStory();
    const ended = command.begin();
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
    assert.deepEqual(command.begun, [{ recipe: path.join(command.folder, 'a.underhood.json'), anew: false }]);
  });

  it('is over where a question is closed before there is anything to choose', async () => {
    const { questions } = trainCommand();
    let give = (_: vscode.QuickPickItem[]) => {};
    const items = new Promise<vscode.QuickPickItem[]>((resolve) => {
      give = resolve;
    });
    const place = { title: 'Slow', step: 1, totalSteps: 1 };
    const asking = askChoice(place, { placeholder: 'Slow', items: () => items, read: ({ label }) => label });
    await questions.close();
    give([{ label: 'too late' }]);
    assert.equal(await asking, undefined);
  });

  it('does not take a blank selection', async () => {
    const command = trainCommand();
    const { questions } = command;
    const editor = await openText(`${' '.repeat(50)}\n${story}`);
    await selectRange(editor, new vscode.Selection(0, 0, 0, 50));
    const ended = command.begin();
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
    const command = trainCommand();
    const { questions } = command;
    await command.openStory('short.txt', story.slice(0, 100));
    const ended = command.begin();
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
});
