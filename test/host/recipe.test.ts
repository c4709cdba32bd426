import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { runRecipe } from '../../src/commands/runRecipe.ts';
import type { TestedParts } from '../../src/extension.ts';
import { activated, closeEverything, setting, until } from './extension.ts';

const model = { model_type: 'gpt2', n_layer: 1, n_head: 1, n_embd: 8, n_positions: 16 };
const good = {
  data: { sample: 'copying' },
  model,
  tokenizer: { kind: 'characters' },
  training: { tokens: 16 },
  output: 'out',
};

describe('A recipe in the editor', () => {
  let folder: string;

  let parts: TestedParts;

  before(async () => {
    parts = await activated();
  });
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-recipe-'));
  });
  afterEach(async () => {
    await closeEverything();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  async function open(recipe: object): Promise<vscode.TextDocument> {
    const file = path.join(folder, 'a.underhood.json');
    fs.writeFileSync(file, JSON.stringify(recipe, null, 2));
    const { document } = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file));
    return document;
  }

  const problems = (document: vscode.TextDocument) => vscode.languages.getDiagnostics(document.uri);

  const lenses = async ({ uri }: vscode.TextDocument) => {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 10);
    return found.map(({ command }) => [command?.command, command?.title]);
  };

  it('can be trained, and gone on with where training has left checkpoints', async () => {
    const document = await open(good);
    assert.deepEqual(await lenses(document), [['underhood.runRecipe', '$(play) Train']]);
    fs.mkdirSync(path.join(folder, 'out/checkpoints/step-000200'), { recursive: true });
    assert.deepEqual(await lenses(document), [
      ['underhood.runRecipe', '$(play) Resume'],
      ['underhood.trainAnew', '$(debug-restart) Train anew…'],
      ['underhood.openTraining', '$(pulse) Show Training'],
    ]);
    await setting('language', 'zh-cn');
    try {
      assert.equal((await lenses(document))[0][1], '$(play) 继续训练');
    } finally {
      await setting('language', undefined);
    }
  });

  it('does not run where it lies in no folder of this machine, whatever lies there under its name', async () => {
    const document = await open(good);
    const virtual = document.uri.with({ scheme: 'underhood-test' });
    await assert.rejects(runRecipe(parts, virtual), {
      code: 'training.virtual',
      parameters: { scheme: 'underhood-test' },
    });
    assert.equal(parts.trainingPage.page, undefined);
  });

  it('is completed and explained by its schema', async () => {
    const document = await open({ ...good, training: {} });
    const inside = document.positionAt(document.getText().indexOf('"training": {') + '"training": {'.length);
    const complete = () =>
      vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        inside,
      );
    let labels: string[] = [];
    for (const end = Date.now() + 20_000; Date.now() < end && !labels.includes('learningRate'); ) {
      labels = (await complete()).items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    }
    assert.ok(labels.includes('learningRate') && labels.includes('patience'), labels.join(', '));
    const at = document.positionAt(document.getText().indexOf('"output"') + 2);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      at,
    );
    const text = hovers.flatMap(({ contents }) => contents.map((one) => (typeof one === 'string' ? one : one.value)));
    assert.match(text.join('\n'), /Folder to write/);
  });

  it('is told where it does not fit its schema', async () => {
    const document = await open({ ...good, training: { steps: 0, stepps: 5 } });
    await until('the problems', () => problems(document).length === 2);
    const places = problems(document).map(({ range }) => document.getText(range));
    assert.deepEqual(places.sort(), ['"stepps"', '0']);
  });

  it('is told where its fields contradict each other, once', async () => {
    const document = await open({ ...good, from: '../other' });
    await until('the problem', () => problems(document).length === 1);
    const [{ range, source, message }] = problems(document);
    assert.deepEqual([document.getText(range), source], ['"model"', 'Underhood']);
    assert.match(message, /model.*from|from.*model/s);
    const edit = new vscode.WorkspaceEdit();
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    edit.replace(document.uri, whole, JSON.stringify({ ...good, training: { tokens: 17 } }, null, 2));
    await vscode.workspace.applyEdit(edit);
    await until('the other problem', () => /17/.test(problems(document)[0]?.message ?? ''));
    assert.equal(document.getText(problems(document)[0].range), '"tokens"');
    const mended = new vscode.WorkspaceEdit();
    mended.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), JSON.stringify(good));
    await vscode.workspace.applyEdit(mended);
    await until('no problem', () => problems(document).length === 0);
  });
});
