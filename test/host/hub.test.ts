import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { useModel } from '../../src/commands/chooseModel.ts';
import { trainModel } from '../../src/commands/trainModel.ts';
import type { TestedParts } from '../../src/extension.ts';
import { commit, HubServer } from '../hub/hubServer.ts';
import { activated, closeEverything, openText, selectRange, setting, until } from './extension.ts';
import { Questions } from './questions.ts';

type Message = (text: string, options?: vscode.MessageOptions, ...items: string[]) => Thenable<string | undefined>;

describe('Open from Hugging Face', () => {
  const window = vscode.window as unknown as { showInformationMessage: Message; showErrorMessage: Message };
  const { showInformationMessage, showErrorMessage } = window;
  const { HF_HUB_CACHE } = process.env;
  let parts: TestedParts;
  let server: HubServer;
  let cache: string;
  let said: { readonly text: string; readonly detail?: string }[];

  before(async () => {
    parts = await activated();
    await parts.follow.set(false);
  });

  beforeEach(async () => {
    server = await new HubServer().listen();
    const names = ['config.json', 'model.safetensors', 'tokenizer.json', 'tokenizer_config.json'];
    const files = names.map((name) => [name, fs.readFileSync(path.join(parts.choice.bundled, name))]);
    server.models.set('owner/tiny', { files: Object.fromEntries(files), card: { license: 'mit' } });
    cache = fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-hub-'));
    process.env.HF_HUB_CACHE = cache;
    await setting('hub.endpoint', server.address);
    said = [];
  });

  afterEach(async () => {
    Object.assign(window, { showInformationMessage, showErrorMessage });
    if (HF_HUB_CACHE === undefined) delete process.env.HF_HUB_CACHE;
    else process.env.HF_HUB_CACHE = HF_HUB_CACHE;
    await setting('hub.endpoint', undefined);
    if (parts.choice.folder !== parts.choice.bundled) await useModel(parts, parts.choice.bundled);
    await closeEverything();
    await server.close();
    fs.rmSync(cache, { recursive: true, force: true });
  });

  /** Answers what is asked so, and notes it. */
  function answer(chosen?: string): void {
    window.showInformationMessage = async (text, options) => {
      said.push({ text, detail: options?.detail });
      return chosen;
    };
    window.showErrorMessage = async (text) => {
      said.push({ text });
      return undefined;
    };
  }
  const open = (name?: string) => vscode.commands.executeCommand('underhood.openFromHub', name);

  it('offers a few models, and takes any other', async () => {
    const questions = new Questions();
    const opening = open();
    const pick = await questions.pick(/owner\/name/);
    assert.ok(pick.items.some(({ label }) => label === 'openai-community/gpt2'));
    await questions.close();
    await opening;
    questions.dispose();
    assert.deepEqual(server.asked, []);
  });

  it('says how large a model is, downloads it, and explains a text with it', async () => {
    answer('Download');
    await open(`${server.address}/owner/tiny/tree/main`);
    assert.equal(said.length, 2);
    assert.match(said[1].text, /^owner\/tiny is open/);
    assert.match(said[0].text, /^Download \d+\.\d MB for owner\/tiny\?$/);
    assert.match(said[0].detail!, /Architecture: gpt2\. Revision: main\.\nLicence, as its page says: mit\.\n/);
    assert.ok(said[0].detail!.includes(cache), 'where it goes');
    const folder = path.join(cache, 'models--owner--tiny', 'snapshots', commit);
    assert.equal(parts.choice.folder, folder);
    const editor = await openText('Once upon a time there was a dog.');
    await selectRange(editor, new vscode.Selection(0, 0, 0, 33));
    await vscode.commands.executeCommand('underhood.explainAttention');
    assert.equal(parts.attention.page?.state.run?.model.name, 'owner/tiny');
    const fetched = server.asked.length;
    await open('owner/tiny');
    assert.deepEqual(
      said.slice(2).map(({ text }) => text),
      [said[1].text],
      'what is there is opened without a question',
    );
    assert.ok(server.asked.slice(fetched).every(({ isStore }) => !isStore));
    parts.attention.page?.panel.dispose();
    answer('Explain Attention');
    await open('owner/tiny');
    await until('the text explained', () => parts.attention.page?.state.run?.model.name === 'owner/tiny');
  });

  it('brings a model that is to be trained further', async () => {
    answer('Download');
    const questions = new Questions();
    const training = trainModel(parts);
    await questions.choose(/new model, or one/, /Open from Hugging Face/);
    const pick = await questions.pick(/owner\/name/);
    pick.value = 'owner/tiny';
    await until('what was typed', () => pick.items[0].label.includes('owner/tiny'));
    await questions.choose(/owner\/name/, /owner\/tiny/);
    await questions.pick(/learn from/);
    await questions.close();
    await training;
    questions.dispose();
    assert.match(said[0].text, /owner\/tiny/);
    assert.ok(fs.existsSync(path.join(cache, 'models--owner--tiny', 'snapshots', commit, 'model.safetensors')));
    assert.equal(parts.choice.folder, parts.choice.bundled, 'it explains with what it explained with');
  });

  it('downloads nothing without a yes', async () => {
    answer();
    await open('owner/tiny');
    assert.equal(said.length, 1);
    assert.deepEqual(fs.readdirSync(cache), []);
    assert.equal(parts.choice.folder, parts.choice.bundled);
  });

  it('says in one sentence what is wrong', async () => {
    answer('Download');
    await open('owner/none');
    await open('not a name');
    await server.close();
    await open('owner/tiny');
    assert.deepEqual(
      said.map(({ text }) => text.split('.')[0].slice(0, 40)),
      ['There is no model “owner/none” on 127', '“not a name” is not the name of a model ', 'The server 127'],
    );
  });
});
