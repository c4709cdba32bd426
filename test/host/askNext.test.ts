import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestedParts } from '../../src/extension.ts';
import type { NextQuestion } from '../../src/protocol/page.ts';
import { activated, closeEverything, isUntitled, openText, select, setting, until } from './extension.ts';

const story = 'Once upon a time there was a little dog. The dog had a red';

describe('the next question', () => {
  let parts: TestedParts;
  /** As the header of the attention page asks it. */
  const ask = (next: NextQuestion, text?: string) =>
    parts.leads.askNext(next, { page: 'attention', text, column: vscode.ViewColumn.Two });

  before(async () => {
    parts = await activated();
    await parts.follow.set(false);
  });
  afterEach(closeEverything);

  it('is about the text of the page, or an example, each in one document that is opened for it', async () => {
    await ask({ question: 'attention', isExample: true });
    assert.match(parts.attention.page?.state.run?.text ?? '', /dog chased the cat/);
    await ask({ question: 'nextToken', position: 4 }, story);
    await ask({ question: 'attention', head: { layer: 1, head: 2 } }, story);
    await ask({ question: 'positions' }, story);
    const { attention, nextToken, positions } = parts;
    const texts = [attention, nextToken, positions].map(({ page }) => page?.state.run?.text);
    assert.deepEqual(texts, [story, story, story]);
    const made = vscode.workspace.textDocuments.filter(
      (document) => isUntitled(document) && document.getText() === story,
    );
    assert.equal(made.length, 1);
  });

  it('is about its own text, also where VS Code brings back that of an earlier document', async () => {
    const workspace = vscode.workspace as { openTextDocument(options?: object): Thenable<vscode.TextDocument> };
    const { openTextDocument } = workspace;
    workspace.openTextDocument = () => openTextDocument({ content: 'It was about\nsomething else then.' });
    try {
      await ask({ question: 'attention' }, story);
    } finally {
      workspace.openTextDocument = openTextDocument;
    }
    assert.equal(parts.attention.page?.state.run?.text, story);
    assert.deepEqual(
      vscode.workspace.textDocuments.filter(isUntitled).map((document) => document.getText()),
      [story],
    );
  });

  it('is about what is selected where the page has no text', async () => {
    const editor = await openText(story);
    await select(editor, 'a little dog');
    await ask({ question: 'attention' });
    assert.equal(parts.attention.page?.state.run?.text, 'a little dog');
  });

  it('is asked in the colours that are chosen, as soon as they are', async () => {
    await ask({ question: 'attention', isExample: true });
    assert.equal(parts.attention.page?.state.palette, 'theme');
    await setting('palette', 'viridis');
    try {
      await until('the palette', () => parts.attention.page?.state.palette === 'viridis');
    } finally {
      await setting('palette', undefined);
    }
    await until('the theme', () => parts.attention.page?.state.palette === 'theme');
  });
});
