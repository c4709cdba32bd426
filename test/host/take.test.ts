import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { CancellationToken } from 'vscode-jsonrpc';
import { decodeView } from '../../src/export/savedView.ts';
import type { TestedParts } from '../../src/extension.ts';
import { takenRunOf, takingHandlers } from '../../src/panels/taking.ts';
import { type ContinuationNode, nextTokenStart } from '../../src/protocol/nextTokenPage.ts';
import type { GeneratedToken } from '../../src/protocol/reading.ts';
import { activated, closeEverything, openText, select, until } from './extension.ts';

const text = 'The little dog saw a little dog.';
const none = CancellationToken.None;

describe('what is taken away', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-taken-'));
  let parts: TestedParts;
  let where: vscode.Uri | undefined;

  const page = () => parts.attention.page!;
  const file = (name: string) => path.join(folder, name);
  const taking = () =>
    takingHandlers(
      {
        host: { version: '0.0.1', askWhere: async () => where },
        process: parts.process,
        run: () => takenRunOf(page().state.run),
        kept: () => ({ run: page().state.run!, source: page().state.source, navigation }),
      },
      'attention',
      (method, request) => parts.process.request(method as 'head', request as never),
    );
  const navigation = {
    ...{ pinned: [{ layer: 1, head: 2 }], active: 0, query: 3, key: null, quantity: 'pattern', view: 'matrix' },
    ...{ logarithmic: false, alterations: { hideFirst: false, mergeWords: false }, sort: 'place:', threshold: null },
  };

  before(async () => {
    parts = await activated();
    await parts.follow.set(false);
    const editor = await openText(text);
    await select(editor, text);
    await vscode.commands.executeCommand('underhood.explainAttention');
    await until('the run', () => page().state.run);
  });

  after(async () => {
    await closeEverything();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('is a view that opens again, with what it was saved with, and nothing of this computer', async () => {
    where = vscode.Uri.file(file('a view.underhood'));
    const { runId } = page().state.run!;
    const request = { runId, layer: 1, head: 2, quantity: 'pattern' as const };
    const asked = [
      { method: 'thumbnails', request: { runId, hideFirst: false, mergeWords: false } },
      { method: 'head', request },
    ];
    assert.deepEqual(await taking().saveView({ name: 'a view', asked }, none), { saved: 'a view.underhood' });
    assert.deepEqual(fs.readdirSync(folder), ['a view.underhood']);
    const bytes = fs.readFileSync(where.fsPath);
    assert.ok(!bytes.includes(page().state.run!.model.folder));
    const view = decodeView(bytes, 'a view.underhood');
    const slice = await parts.process.request('head', request);
    assert.deepEqual(view.answers[1], { method: 'head', request, answer: slice });
    assert.match(view.made.weights!, /^[0-9a-f]{64}$/);

    await vscode.commands.executeCommand('vscode.open', where);
    await until('the view', () => {
      const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
      return input instanceof vscode.TabInputCustom && input.viewType === 'underhood.savedView';
    });
  });

  it('is what comes next as well, with what was written', async () => {
    await select(await openText(text), text);
    await vscode.commands.executeCommand('underhood.showNextToken');
    const next = parts.nextToken.page!;
    await until('the reading', () => next.state.run);
    const run = next.state.run!;
    const sampling = { ...nextTokenStart.sampling, temperature: 0 };
    const { runId, tokens } = run;
    const written: ContinuationNode[] = [];
    const onToken = (token: GeneratedToken) => {
      written.push({ ...token, parent: written.length === 0 ? null : written.length - 1, isChosen: false });
    };
    await parts.process.generate({ runId, path: [], sampling, count: 3, generationId: 'taken' }, onToken);
    const continuation = { runId, nodes: written, tip: written.length - 1, isWriting: false, end: 'count' };
    const state = { run, navigation: nextTokenStart, continuation };
    const handlers = takingHandlers(
      {
        host: { version: '0.0.1', askWhere: async () => where },
        process: parts.process,
        run: () => takenRunOf(run),
        kept: () => state,
      },
      'nextToken',
      (method, request) => parts.process.request(method as 'nextToken', request as never),
    );
    where = vscode.Uri.file(file('next.underhood'));
    const asked = [
      { method: 'nextToken', request: { runId, position: tokens.length } },
      { method: 'vocabulary', request: { runId, ids: [1, 2, 3] } },
    ];
    await handlers.saveView({ name: 'next', asked }, none);
    const view = decodeView(fs.readFileSync(where.fsPath), 'next.underhood');
    assert.deepEqual(
      view.answers[0].answer,
      await parts.process.request('nextToken', { runId, position: tokens.length }),
    );
    assert.deepEqual((view.state as typeof state).continuation.nodes, written);
    assert.deepEqual((view.state as typeof state).run.surprisals, run.surprisals);
  });

  it('refuses to save what nobody may ask', async () => {
    where = vscode.Uri.file(file('b.underhood'));
    const asked = [{ method: 'restart', request: {} }];
    await assert.rejects(async () => taking().saveView({ name: 'b', asked }, none), { code: 'page.badRequest' });
    assert.ok(!fs.existsSync(where.fsPath));
  });

  it('is a file of activations, or none where the folder takes none or the person thinks better of it', async () => {
    where = vscode.Uri.file(file('c.safetensors'));
    assert.deepEqual(await taking().saveActivations({ name: 'c', which: 'view' }, none), { saved: 'c.safetensors' });
    assert.ok(fs.statSync(where.fsPath).size > 10_000);
    where = vscode.Uri.file(file('no/c.safetensors'));
    const save = async () => taking().saveActivations({ name: 'c', which: 'all' }, none);
    await assert.rejects(save, { code: 'checkpoint.notWritable' });
    where = undefined;
    assert.deepEqual(await save(), { saved: null });
    where = vscode.Uri.parse('untitled:c');
    await assert.rejects(save, { code: 'take.onlyFiles' });
  });

  it('is whatever the page made, whole or not at all', async () => {
    where = vscode.Uri.file(file('d.csv'));
    const request = { format: 'csv', name: 'd', content: 'a\r\n那天\r\n' } as const;
    assert.deepEqual(await taking().saveFile(request, none), { saved: 'd.csv' });
    assert.equal(fs.readFileSync(where.fsPath, 'utf8'), request.content);
    where = vscode.Uri.file(file('a view.underhood/d.csv'));
    await assert.rejects(async () => taking().saveFile(request, none), { code: 'take.notWritten' });
    assert.deepEqual(
      fs.readdirSync(folder).filter((name) => name.endsWith('.writing')),
      [],
    );
  });
});
