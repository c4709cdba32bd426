import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { TestedParts } from '../../src/extension.ts';
import { activated, closeEverything, openText, until } from './extension.ts';

const recipe = {
  data: { sample: 'copying', characters: 6000 },
  model: { model_type: 'gpt2', n_layer: 2, n_head: 2, n_embd: 16, n_positions: 32 },
  tokenizer: { kind: 'characters' },
  training: { batch: 4, tokens: 16, steps: 1_000_000, evaluateEvery: 20, patience: 0, threads: 1 },
  watch: { sampleTokens: 4 },
  output: 'tiny',
};

describe('Training', function () {
  this.timeout(60_000);
  let parts: TestedParts;
  let folder: string;
  let file: vscode.Uri;

  before(async () => {
    parts = await activated();
  });

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-training-'));
    file = vscode.Uri.file(path.join(folder, 'tiny.underhood.json'));
    fs.writeFileSync(file.fsPath, JSON.stringify(recipe));
  });

  afterEach(async () => {
    await Promise.all(parts.jobs.training.map((job) => job.request('stop', {})));
    await parts.choice.choose(parts.choice.bundled);
    await closeEverything();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const page = () => {
    assert.ok(parts.trainingPage.page, 'a page is open');
    return parts.trainingPage.page;
  };
  const job = () => parts.jobs.of(file.fsPath);
  const run = () => vscode.commands.executeCommand('underhood.runRecipe', file);

  it('trains what a recipe says, goes on without its page, and says so in the status bar', async () => {
    await run();
    await until('some steps', () => (page().state.status?.step ?? 0) > 5);
    assert.equal(page().panel.title, 'Training: tiny');
    assert.equal(page().state.summary?.prepared?.tokenizer, 'characters');
    await until('the status bar', () => parts.trainingStatus.text?.includes('tiny'));
    page().panel.dispose();
    const { step } = job().status!;
    await until('more steps', () => job().status!.step > step + 5);
    await vscode.commands.executeCommand('underhood.pauseTraining');
    await until('it is paused', () => job().status?.phase === 'paused');
    await vscode.commands.executeCommand('underhood.openTraining');
    assert.equal(page().state.status?.phase, 'paused');
    await vscode.commands.executeCommand('underhood.pauseTraining');
    await until('it is running', () => job().status?.phase === 'running');
    await vscode.commands.executeCommand('underhood.stopTraining');
    await until('it is stopped', () => job().status?.phase === 'stopped');
    assert.equal(parts.trainingStatus.text, undefined);
    assert.ok(fs.existsSync(path.join(folder, 'tiny/model.safetensors')));
  });

  it('says nothing on the page of what goes wrong with a run that is no longer shown', async () => {
    let refuse = (_: Error) => {};
    const opening = new Promise<void>((_, reject) => {
      refuse = reject;
    });
    const nothing = { dispose() {} };
    const slow = { recipe: 'slow', onChange: () => nothing, open: () => opening, dispose: async () => {} };
    const page = parts.trainingPage.show();
    const late = page.show(slow as never);
    await page.show(job());
    refuse(new Error('too late'));
    await late;
    assert.deepEqual(page.state.notices, []);
    assert.equal(page.job, job());
  });

  it('explains with what was learned, and with two moments side by side', async () => {
    // Before the page, which then stands beside it: pages that come to its column leave the text in sight.
    await openText('qkdzqkdz');
    await run();
    await until('evaluations', () => (job().status?.evaluations ?? 0) > 2);
    await job().request('stop', {});
    const { step: steps, hasCheckpoint } = (await job().request('curves', { points: 1 })).evaluations;
    // The longer it took to stop, the more of the moments in between were tidied away.
    const kept = [...steps].filter((_, i) => hasCheckpoint[i]);
    const folders = [kept[0], kept[1]].map((step) =>
      path.join(folder, 'tiny', 'checkpoints', `step-${String(step).padStart(6, '0')}`),
    ) as [string, string];
    await parts.leads.explain(path.join(folder, 'tiny'), '');
    await until('the run', () => parts.attention.page?.state.run?.model.name === 'tiny');
    assert.equal(parts.attention.page?.state.run?.text, 'qkdzqkdz');
    await parts.leads.compare(folders, '');
    const shown = () => [parts.attention.page, parts.beside.page].map((page) => page?.state.run?.model.folder);
    await until('both runs', () => shown().every((folder, i) => folder === folders[i]));
    const second = parts.beside.page?.state.run;
    assert.equal(second?.text, 'qkdzqkdz');
  });

  it('explains on one thread while something trains', async () => {
    await openText('The cat sat.');
    await run();
    await until('it is running', () => job().status?.phase === 'running');
    await vscode.commands.executeCommand('underhood.explainAttention');
    await until('the run', () => parts.attention.page?.state.run);
    assert.equal(parts.attention.page?.state.run?.runtime.threads, 1);
  });

  it('says on the page what is wrong with a recipe', async () => {
    fs.writeFileSync(file.fsPath, JSON.stringify({ ...recipe, trainig: {} }));
    await run();
    await until('a notice', () => page().state.notices.length > 0);
    assert.match(page().state.notices[0].text, /trainig/);
    fs.writeFileSync(file.fsPath, JSON.stringify({ ...recipe, data: { files: ['missing.txt'] } }));
    await run();
    await until('an error', () => page().state.status?.error);
    assert.equal(page().state.status?.error?.code, 'data.unreadable');
    fs.writeFileSync(file.fsPath, JSON.stringify(recipe));
    await run();
    await until('it trains', () => page().state.status?.phase === 'running');
    assert.deepEqual(page().state.notices, []);
  });

  it('trains translators, and translates with what they have learned so far', async () => {
    const numbers = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
    const lines = Array.from({ length: 100 }, (_, i) => {
      const digits = [...String(i).padStart(2, '0')];
      return `${digits.map((digit) => numbers[Number(digit)]).join(' ')}\t${digits.join('')}`;
    });
    fs.writeFileSync(path.join(folder, 'numbers.tsv'), lines.join('\n'));
    const translator = {
      data: { pairs: 'numbers.tsv', columns: [2, 1] },
      model: { model_type: 'rnn_translator', embedding_size: 8, hidden_size: 16, attention: 'additive' },
      tokenizers: { source: { kind: 'characters' }, target: { kind: 'characters' } },
      training: { batch: 8, tokens: 16, steps: 40, evaluateEvery: 20, patience: 0, threads: 1 },
      output: 'numbers',
    };
    fs.writeFileSync(file.fsPath, JSON.stringify(translator));
    await run();
    await until('the end', () => job().status?.phase === 'finished');
    const { prepared } = job().summary!;
    const { cross } = await job().request('moment', { step: 40 });
    assert.deepEqual(cross?.shape.slice(2), [prepared!.probe.length, prepared!.probeSource!.length]);
    await parts.leads.translate(path.join(folder, 'numbers'), '42');
    const shown = parts.translation.page?.state.run;
    assert.equal(shown?.text, '42');
    assert.equal(shown?.systems.at(-1)?.summary?.kind, 'additive');
    const { systems } = parts;
    await systems.remove(path.join(folder, 'numbers'));
    await systems.choose(systems.bundled);
  });
});
