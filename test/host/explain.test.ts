import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { useModel } from '../../src/commands/chooseModel.ts';
import { StatusBar } from '../../src/editor/statusBar.ts';
import type { TestedParts } from '../../src/extension.ts';
import { activated, closeEverything, openText, select, selectRange, setting, until } from './extension.ts';

const chinese = '我前天在深圳坐上了过山车，我至今忘记不了那天。';
const story = 'Once upon a time there was a little dog.\nThe dog had a red ball.';
const text = `${chinese}\r\n\r\n${story}\n\n   \n\nlast 😀 line`;

describe('Explain Attention', () => {
  let parts: TestedParts;
  let editor: vscode.TextEditor;

  const explain = () => vscode.commands.executeCommand('underhood.explainAttention');
  const page = () => {
    assert.ok(parts.attention.page, 'a page is open');
    return parts.attention.page;
  };
  const run = () => {
    const { run } = page().state;
    assert.ok(run, 'there is a run');
    return run;
  };

  before(async () => {
    parts = await activated();
    await parts.follow.set(false);
  });

  beforeEach(async () => {
    editor = await openText(text);
  });

  afterEach(async () => {
    await parts.follow.set(false);
    await closeEverything();
  });

  it('opens a page beside the selection, with the run of the real model', async () => {
    await select(editor, chinese);
    await explain();
    await until('the page', () => page().isReady);
    assert.equal(vscode.window.activeTextEditor, editor, 'the editor keeps the focus');
    assert.equal(page().panel.viewColumn, vscode.ViewColumn.Two);
    const { activity, source, outdated, notices } = page().state;
    assert.deepEqual([activity, source?.kind, outdated, notices], ['ready', 'selection', false, []]);
    assert.equal(run().text, chinese);
    assert.ok(run().model.bundled);
    const pieces = run().tokens.map(({ start, end }) => run().text.slice(start, end));
    assert.ok(pieces.every((piece) => chinese.includes(piece)));
    assert.equal(run().statistics.entropy.length, run().model.layers * run().model.heads);
  });

  it('brings every head across unharmed: rows sum to 1, and nothing looks ahead', async () => {
    await select(editor, chinese);
    await explain();
    const { runId, tokens, model } = run();
    const isAhead = (cell: number, side: number) => cell % side > Math.floor(cell / side);
    for (let head = 0; head < model.layers * model.heads; head++) {
      const address = { runId, layer: Math.floor(head / model.heads), head: head % model.heads };
      const { data, length } = await parts.process.request('head', { ...address, quantity: 'pattern' });
      assert.equal(length, tokens.length);
      for (let query = 0; query < length; query++) {
        const sum = data.slice(query * length, (query + 1) * length).reduce((a, b) => a + b, 0);
        assert.ok(Math.abs(sum - 1) < 1e-5, `row ${query} of head ${head} sums to ${sum}`);
      }
      data.forEach((weight, cell) => {
        if (isAhead(cell, length)) assert.equal(weight, 0);
      });
    }
    const { data, size } = await parts.process.request('thumbnails', { runId, hideFirst: false, mergeWords: false });
    data.forEach((level, index) => {
      if (isAhead(index % (size * size), size)) assert.equal(level, 0);
    });
  });

  it('takes the paragraph around the cursor, and says so', async () => {
    await select(editor, '', text.indexOf('little'));
    await selectRange(editor, new vscode.Selection(3, 3, 3, 3));
    await explain();
    assert.equal(run().text, editor.document.getText(new vscode.Range(2, 0, 3, 100)));
    assert.equal(page().state.source?.kind, 'paragraph');
  });

  it('takes text that lies in no file', async () => {
    const provider = vscode.workspace.registerTextDocumentContentProvider('underhood-test', {
      provideTextDocumentContent: () => story,
    });
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse('underhood-test:/virtual/story.txt'));
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await explain();
    assert.equal(run().text, story);
    await page().runAgain();
    assert.deepEqual(page().state.notices, []);
    provider.dispose();
  });

  it('runs again what the document says, and knows when it is outdated', async () => {
    await select(editor, story);
    await explain();
    const before = run();
    const offset = editor.document.offsetAt(editor.selection.start);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'moved: '));
    assert.equal(page().state.outdated, false, 'an edit before it only moves it');
    await editor.edit((edit) => edit.replace(editor.document.lineAt(3).range, 'The cat had a red ball.'));
    assert.equal(page().state.outdated, true);
    await vscode.commands.executeCommand('undo');
    assert.equal(page().state.outdated, false, 'undone');
    await editor.edit((edit) => edit.replace(editor.document.lineAt(3).range, 'The cat had a red ball.'));
    await page().runAgain();
    assert.notEqual(run().runId, before.runId);
    assert.match(run().text, /little dog\.\s+The cat had/);
    assert.equal(page().state.outdated, false);
    assert.ok(offset > 0);
  });

  it('says in one sentence that there is nothing to run, and leaves the last good run', async () => {
    await select(editor, story);
    await explain();
    const before = run().runId;
    for (const [content, expected] of [
      ['   \n\n  ', /nothing to explain/],
      // What begins with zeros VS Code does not open at all.
      ['\x01\x02binary\x03\x04', /binary file/],
    ] as const) {
      const other = await openText(content);
      await selectRange(other, new vscode.Selection(0, 0, 5, 0));
      await explain();
      assert.equal(run().runId, before);
      assert.match(page().state.notices[0].text, expected);
      assert.equal(page().state.notices[0].severity, 'error');
    }
  });

  it('uses one end of 200,000 characters, and lets the person choose the other', async () => {
    const long = await openText(`first ${'word '.repeat(40_000)}last`);
    await selectRange(long, new vscode.Selection(0, 0, 0, 300_000));
    await explain();
    const { contextLength } = run().model;
    assert.equal(run().tokens.length, contextLength);
    assert.match(run().text, /^first word/);
    const [notice] = page().state.notices;
    assert.equal(notice.action, 'keepOtherEnd');
    assert.match(notice.text, /only the first/);
    await page().runAgain('end');
    assert.match(run().text, /word last$/);
    assert.match(page().state.notices[0].text, /only the last/);
  });

  it('speaks the language of the setting', async () => {
    const long = await openText('word '.repeat(1000));
    await selectRange(long, new vscode.Selection(0, 0, 0, 5000));
    await explain();
    assert.match(page().state.notices[0].text, /only the first/);
    try {
      await setting('language', 'zh-cn');
      await until('Chinese', () => page().state.language === 'zh-cn');
      assert.match(page().state.notices[0].text, /只用了开头的/);
    } finally {
      await setting('language', undefined);
    }
    await until('English', () => page().state.language === 'en');
  });

  it('follows the selection while its page is open', async () => {
    await select(editor, story);
    await explain();
    await until('the page', () => page().isReady);
    await parts.follow.set(true);
    await select(editor, chinese);
    await until('the selection to be run', () => page().state.run?.text === chinese);
    assert.equal(page().state.follow, true);
    const before = run().runId;
    const long = await openText('many words '.repeat(200));
    await selectRange(long, new vscode.Selection(0, 0, 0, 2000));
    await until('the offer', () => page().state.notices.some(({ action }) => action === 'runAgain'));
    assert.equal(run().runId, before, 'a long selection is not run unasked');
    await page().runAgain();
    assert.match(run().text, /^many words/);
  });

  it('survives the end of the model process', async () => {
    await select(editor, story);
    await explain();
    const first = run();
    const pid = parts.process.pid;
    assert.ok(pid);
    process.kill(pid, 'SIGKILL');
    await until('a new process', () => parts.process.pid !== pid && parts.process.status.activity === 'ready');
    const { data } = await parts.process.request('head', {
      runId: first.runId,
      layer: 0,
      head: 0,
      quantity: 'pattern',
    });
    assert.equal(data.length, first.tokens.length ** 2, 'the run is done again when it is asked about');
    await select(editor, chinese);
    await explain();
    assert.equal(run().text, chinese);
  });

  it('restarts on request, and with the settings of then', async () => {
    await select(editor, story);
    await explain();
    const pid = parts.process.pid;
    await setting('threads', 1);
    try {
      await until('one thread', () => parts.process.status.runtime?.threads === 1);
      assert.notEqual(parts.process.pid, pid);
      await vscode.commands.executeCommand('underhood.restartModelProcess');
      assert.equal(parts.process.status.activity, 'ready');
    } finally {
      await setting('threads', undefined);
    }
  });

  it('says in the status bar what the process does, and gets one that was stopped going again', async () => {
    await select(editor, story);
    await explain();
    const shown = new Set<string>();
    const icon = () => parts.statusBar.text.split(' ')[0];
    const listening = parts.process.onStatus(() => shown.add(icon()));
    const ended = () => parts.process.status.activity === 'stopped';
    // The second time that it ends soon after its start, it is not started again.
    while (!ended()) {
      const { pid } = parts.process;
      assert.ok(pid);
      process.kill(pid, 'SIGKILL');
      const isNew = () => parts.process.pid !== undefined && parts.process.pid !== pid;
      await until('the end to be noticed', () => ended() || isNew());
    }
    assert.equal(icon(), '$(error)');
    await vscode.commands.executeCommand('underhood.restartModelProcess');
    await until('a process', () => parts.process.status.activity === 'ready');
    await explain();
    listening.dispose();
    assert.equal(run().text, story);
    assert.equal(icon(), '$(circle-filled)');
    assert.ok(
      ['$(loading~spin)', '$(error)', '$(circle-filled)'].every((one) => shown.has(one)),
      [...shown].join(),
    );
  });

  it('drops the older of two commands', async () => {
    await select(editor, story);
    const older = explain();
    await select(editor, chinese);
    await Promise.all([older, explain()]);
    assert.equal(run().text, chinese);
    assert.deepEqual(page().state.notices, []);
  });

  it('shows the model and the tokens of the selection in the status bar', async () => {
    await select(editor, story);
    await explain();
    await until('the count', () => parts.statusBar.text.includes(`${run().tokens.length} tokens`));
    assert.match(parts.statusBar.text, /underhood-small/);
  });

  it('counts no tokens of what is not selected any more', async () => {
    const counting: ((counted: { count: number; isExact: boolean }) => void)[] = [];
    const status = { activity: 'ready', model: { name: 'slow' } };
    const countTokens = () => new Promise((resolve) => void counting.push(resolve));
    const bar = new StatusBar({ status, countTokens, onStatus: () => ({ dispose() {} }) } as never);
    try {
      await select(editor, story);
      await until('the question', () => counting.length === 1);
      await selectRange(editor, new vscode.Selection(0, 0, 0, 0));
      counting[0]({ count: 12, isExact: true });
      await new Promise((resolve) => setImmediate(resolve));
      assert.doesNotMatch(bar.text, /12/);
    } finally {
      bar.dispose();
    }
  });

  it('comes up again as it was after being hidden', async () => {
    await select(editor, story);
    await explain();
    await until('the page', () => page().isReady);
    const { runId } = run();
    const other = await vscode.workspace.openTextDocument(editor.document.uri);
    await vscode.window.showTextDocument(other, vscode.ViewColumn.Two);
    await until('the page to be hidden', () => !page().isVisible);
    assert.equal(page().isReady, false, 'a hidden page is deaf');
    parts.attention.show();
    await until('the page to come back', () => page().isReady);
    assert.equal(run().runId, runId, 'nothing is run for that');
  });

  it('says what is missing from a model folder, and keeps the model that was open', async () => {
    await select(editor, story);
    await explain();
    await assert.rejects(useModel(parts, path.join(__dirname, 'no such folder')), { name: 'UnderhoodError' });
    assert.ok(parts.process.status.model?.bundled);
    assert.equal(parts.choice.folder, parts.choice.bundled);
    await page().runAgain();
    assert.equal(run().text, story);
  });

  it('runs again with the model that was chosen', async () => {
    await select(editor, story);
    await explain();
    const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-model-'));
    try {
      fs.cpSync(parts.choice.bundled, copy, { recursive: true });
      await useModel(parts, copy);
      assert.equal(run().model.name, path.basename(copy));
      assert.equal(run().model.bundled, false);
      assert.deepEqual(parts.choice.recent[0], copy);
    } finally {
      await useModel(parts, parts.choice.bundled);
      fs.rmSync(copy, { recursive: true, force: true });
    }
    assert.ok(run().model.bundled);
  });

  it('comes back with the same text after its panel was closed', async () => {
    await select(editor, story);
    await explain();
    page().panel.dispose();
    assert.equal(parts.attention.page, undefined);
    const panel = vscode.window.createWebviewPanel('underhood.attention', 'restored', vscode.ViewColumn.Two);
    await parts.attention.deserializeWebviewPanel(panel);
    await until('the run', () => page().state.run?.text === story);
  });
});
