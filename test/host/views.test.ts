import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ModelNode } from '../../src/editor/views/modelTree.ts';
import { Views } from '../../src/editor/views/views.ts';
import type { TestedParts } from '../../src/extension.ts';
import { activated, closeEverything, openText, until } from './extension.ts';

const recipe = {
  data: { sample: 'copying', characters: 6000 },
  model: { model_type: 'gpt2', n_layer: 1, n_head: 2, n_embd: 16, n_positions: 32 },
  tokenizer: { kind: 'characters' },
  training: { batch: 4, tokens: 16, steps: 1_000_000, evaluateEvery: 20, patience: 0, threads: 1 },
  watch: { sampleTokens: 4 },
  output: 'tiny',
};

describe('The views in the activity bar', function () {
  this.timeout(60_000);
  let parts: TestedParts;
  let folder: string;

  before(async () => {
    parts = await activated();
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-views-'));
  });

  afterEach(closeEverything);

  after(async () => {
    await Promise.all(parts.jobs.training.map((job) => job.request('stop', {})));
    await parts.choice.choose(parts.choice.bundled);
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const models = async (): Promise<ModelNode[]> => {
    const { models: tree } = parts.views;
    const groups = await tree.getChildren();
    const found = await Promise.all(groups.map((group) => tree.getChildren(group)));
    return found.flat().filter((node) => typeof node === 'object' && 'folder' in node);
  };
  const model = async (name: string) => (await models()).find((node) => node.folder === path.join(folder, name));

  it('begin with a sample where no text is open, wherever they are asked from', async () => {
    assert.equal(vscode.window.visibleTextEditors.length, 0);
    await vscode.commands.executeCommand('underhood.tryOut', 'explain');
    const { document, selection } = vscode.window.visibleTextEditors[0];
    assert.equal(path.basename(document.fileName), 'welcome.md');
    assert.ok(!document.fileName.startsWith(parts.choice.bundled), 'the person’s own copy');
    await until('the run', () => parts.attention.page?.state.run);
    assert.equal(parts.attention.page?.state.run?.text, document.getText(selection));
    assert.match(document.getText(selection), /^Every evening Marta Olsen/);
  });

  it('take the text that is open', async () => {
    await openText('The cat sat on the mat.');
    await vscode.commands.executeCommand('underhood.tryOut', 'explain');
    await until('the run', () => parts.attention.page?.state.run?.text === 'The cat sat on the mat.');
  });

  it('do nothing with what they do not know', async () => {
    await vscode.commands.executeCommand('underhood.tryOut', 'nonsense');
    await vscode.commands.executeCommand('underhood.tryOut');
    assert.equal(vscode.window.visibleTextEditors.length, 0);
  });

  it('list what trains and pause it there, and the model with its loss', async () => {
    const file = vscode.Uri.file(path.join(folder, 'tiny.underhood.json'));
    fs.writeFileSync(file.fsPath, JSON.stringify(recipe));
    assert.deepEqual(parts.views.training.getChildren(), []);
    await vscode.commands.executeCommand('underhood.runRecipe', file);
    const job = parts.jobs.of(file.fsPath);
    await until('evaluations', () => (job.status?.evaluations ?? 0) > 2);
    const [node] = parts.views.training.getChildren();
    assert.deepEqual(node, { recipe: file.fsPath });
    assert.equal(parts.views.training.getTreeItem(node).contextValue, 'run running');
    await vscode.commands.executeCommand('underhood.pauseTraining', node);
    await until('it is paused', () => job.status?.phase === 'paused');
    assert.equal(parts.views.training.getTreeItem(node).contextValue, 'run paused');
    await vscode.commands.executeCommand('underhood.resumeTraining', node);
    await until('it is running', () => job.status?.phase === 'running');
    await vscode.commands.executeCommand('underhood.stopTraining', node);
    await until('it is stopped', () => job.status?.phase === 'stopped');
    assert.deepEqual(parts.views.training.getChildren(), []);
    const trained = await model('tiny');
    assert.deepEqual([trained?.place, trained?.recipe], ['trained', file.fsPath]);
    assert.ok(trained && !(trained.facts instanceof Error));
    const { measured } = trained.facts;
    assert.ok(measured?.by === 'loss');
    assert.deepEqual({ step: measured.step, loss: measured.nats }, job.status?.best);
  });

  it('put what trains on the list when it gets better, and not whenever it says something', async () => {
    const listeners: (() => void)[] = [];
    const run = (name: string) => ({
      recipe: name,
      summary: { recipe: name, folder: name },
      status: { best: { step: 1, loss: 2 } },
    });
    const jobs = {
      training: [run('one'), run('two')],
      onChange: (listener: () => void) => {
        listeners.push(listener);
        return { dispose() {} };
      },
    };
    const added: string[] = [];
    const trained = { add: async ({ recipe }: { recipe: string }) => void added.push(recipe) };
    const views = new Views({ ...parts, ...{ jobs: jobs as never, trained: trained as never } });
    const tell = async () => {
      for (const listener of listeners) listener();
      await new Promise((resolve) => setImmediate(resolve));
    };
    try {
      await tell();
      await tell();
      assert.deepEqual(added, ['one', 'two']);
      jobs.training[0].status.best.loss = 1;
      await tell();
      assert.deepEqual(added, ['one', 'two', 'one']);
    } finally {
      views.dispose();
    }
  });

  it('choose a model, explain with it, and show its training', async () => {
    const trained = await model('tiny');
    assert.ok(trained);
    await openText('qkdzqkdz');
    await vscode.commands.executeCommand('underhood.explainWithModel', trained);
    await until('the run', () => parts.attention.page?.state.run?.model.name === 'tiny');
    assert.equal((await model('tiny'))?.isChosen, true);
    await vscode.commands.executeCommand('underhood.showModelTraining', trained);
    assert.equal(parts.trainingPage.page?.job?.recipe, trained.recipe);
    await vscode.commands.executeCommand('underhood.copyModelPath', trained);
    assert.equal(await vscode.env.clipboard.readText(), trained.folder);
    const bundled = (await models())[0];
    await vscode.commands.executeCommand('underhood.useModel', bundled);
    assert.equal(parts.choice.folder, parts.choice.bundled);
  });

  it('say why a model cannot be opened', async () => {
    fs.rmSync(path.join(folder, 'tiny'), { recursive: true });
    const broken = await model('tiny');
    assert.ok(broken?.facts instanceof Error);
    const item = parts.views.models.getTreeItem(broken);
    assert.equal(item.contextValue, 'model broken trained forgettable');
    assert.ok(item.tooltip instanceof vscode.MarkdownString);
    assert.match(item.tooltip.value, /There is no folder/);
    assert.equal(item.command, undefined);
    await parts.shelf.forget(broken.folder);
    assert.equal(await model('tiny'), undefined);
  });

  it('come up as the manifest names them', async () => {
    for (const view of ['explore', 'models', 'training', 'road']) {
      await vscode.commands.executeCommand(`underhood.${view}.focus`);
    }
  });
});
