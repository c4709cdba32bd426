import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { rank } from '../../src/analysis/ranking.ts';
import type { TestedParts } from '../../src/extension.ts';
import { nextTokenStart } from '../../src/protocol/nextTokenPage.ts';
import { activated, closeEverything, openText, select, selectRange, until } from './extension.ts';
import { OpenedPage } from './openedPage.ts';

const chinese = '我前天在深圳坐上了过山车，我至今忘记不了那';
const story = 'Once upon a time there was a little dog. The dog had a red';
const text = `${story}\n\n${chinese}`;
const { sampling } = nextTokenStart;

describe('what comes next', () => {
  let parts: TestedParts;
  let editor: vscode.TextEditor;

  const page = () => {
    assert.ok(parts.nextToken.page, 'a page is open');
    return parts.nextToken.page;
  };
  const reading = () => {
    const { run } = page().state;
    assert.ok(run, 'there is a reading');
    return run;
  };
  const show = () => vscode.commands.executeCommand('underhood.showNextToken');
  const nextToken = (position: number) => parts.process.request('nextToken', { runId: reading().runId, position });
  const tree = () => page().state.continuation!;

  before(async () => {
    parts = await activated();
    await parts.follow.set(false);
  });

  beforeEach(async () => {
    editor = await openText(text);
  });

  afterEach(closeEverything);

  it('reads the selection, or else what stands before the cursor', async () => {
    await select(editor, chinese);
    await show();
    await until('the page', () => page().isReady);
    assert.deepEqual([reading().text, page().state.source?.kind], [chinese, 'selection']);
    await select(editor, '', text.indexOf(' had'));
    await selectRange(editor, new vscode.Selection(0, story.indexOf(' had'), 0, story.indexOf(' had')));
    await show();
    assert.deepEqual([reading().text, page().state.source?.kind], [story.slice(0, story.indexOf(' had')), 'before']);
    assert.deepEqual(page().state.notices, []);
  });

  it('tells of any place how likely the token was that follows: the same as its surprisal and its rank', async () => {
    await select(editor, story);
    await show();
    const { tokens, surprisals, ranks } = reading();
    for (const position of [0, 1, 5, tokens.length - 1]) {
      const { logits, given } = await nextToken(position);
      assert.equal(given, position);
      const { ids, probabilities } = rank(logits);
      const place = ids.indexOf(tokens[position].id);
      assert.equal(ranks[position], place + 1);
      assert.ok(Math.abs(surprisals[position] + Math.log2(probabilities[place])) < 1e-4);
    }
  });

  it('says on the page that it cannot write on after a token that is not there', async () => {
    const opened = new OpenedPage();
    await parts.nextToken.deserializeWebviewPanel(opened.panel);
    try {
      await select(editor, story);
      await show();
      await opened.ask('ready');
      assert.equal(await opened.ask('continueText', { after: 99, sampling, count: 1 }), null);
      await until('the notice', () => opened.state?.notices.some((notice) => /node: 99/.test(notice.text)));
    } finally {
      opened.dispose();
    }
  });

  it('knows what comes after nothing, by the start token', async () => {
    await selectRange(editor, new vscode.Selection(0, 0, 0, 0));
    await show();
    assert.equal(reading().tokens.length, 0);
    assert.ok(reading().startToken);
    const { logits, given } = await nextToken(0);
    assert.deepEqual([logits.length, given], [reading().model.vocabularySize, 0]);
  });

  it('follows the selection while its page is open', async () => {
    await select(editor, story);
    await show();
    await parts.follow.set(true);
    await select(editor, chinese);
    await until('the reading of what is selected', () => reading().text === chinese);
    await parts.follow.set(false);
    await select(editor, 'dog');
    await show();
    assert.equal(reading().text, 'dog');
  });

  it('spells tokens', async () => {
    await select(editor, story);
    await show();
    const { runId, tokens } = reading();
    const ids = tokens.map(({ id }) => id);
    const entries = await parts.process.request('vocabulary', { runId, ids });
    const bytes = entries.flatMap((entry) => entry.bytes);
    assert.equal(new TextDecoder().decode(Uint8Array.from(bytes)), story);
  });

  it('writes on, the same for the same seed, and inserts that as one step', async () => {
    await select(editor, story);
    await vscode.commands.executeCommand('underhood.continueText');
    await until('the writing to end', () => tree() && !tree().isWriting);
    const first = tree().nodes.map(({ id }) => id);
    assert.ok(first.length > 0);
    await select(editor, chinese);
    await show();
    assert.equal(page().state.continuation, undefined, 'another text');
    await select(editor, story);
    await show();
    assert.equal(tree().nodes.length, first.length, 'what was written is there again');
    await vscode.commands.executeCommand('underhood.continueText');
    await until('the writing to end', () => tree() && !tree().isWriting);
    assert.deepEqual(
      tree().nodes.map(({ id }) => id),
      first,
    );
    await page().insertContinuation();
    const written = new TextDecoder().decode(Uint8Array.from(tree().nodes.flatMap(({ bytes }) => bytes)));
    assert.equal(editor.document.getText(), text.replace(story, story + written));
    assert.equal(page().state.outdated, false, 'what was inserted stands behind the text');
    await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.One);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), text);
  });

  it('draws what the kept distribution says: with one token kept, the likeliest', async () => {
    await select(editor, story);
    await show();
    const { runId, tokens } = reading();
    const written: { id: number; rank: number; keptProbability: number }[] = [];
    const request = { runId, path: [], sampling: { ...sampling, topK: 1 }, count: 4, generationId: 'test' };
    const { end } = await parts.process.generate(request, (token) => written.push(token));
    assert.equal(end, 'count');
    const { ids } = rank((await nextToken(tokens.length)).logits);
    assert.equal(written[0].id, ids[0]);
    assert.deepEqual(
      written.map(({ rank, keptProbability }) => [rank, keptProbability]),
      written.map(() => [1, 1]),
    );
  });

  it('stops writing when it is told to, and keeps what is written', async () => {
    await select(editor, story);
    await show();
    page().write(sampling, 500);
    await until('some tokens', () => tree() && tree().nodes.length >= 3);
    page().cancel();
    const { length } = tree().nodes;
    assert.equal(tree().isWriting, false);
    assert.ok(length < 500);
    await nextToken(1);
    assert.equal(tree().nodes.length, length);
  });

  it('refuses settings outside their range in a sentence', async () => {
    await select(editor, story);
    await show();
    const request = {
      runId: reading().runId,
      path: [],
      sampling: { ...sampling, topP: 0 },
      count: 1,
      generationId: 'x',
    };
    await assert.rejects(
      parts.process.generate(request, () => {}),
      { code: 'sampling.topP' },
    );
  });
});
