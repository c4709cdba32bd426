import * as vscode from 'vscode';
import { type SelectedText, selectedText, textToContinue } from '../editor/editorSelection.ts';
import { textInNewDocument } from '../editor/newDocument.ts';
import type { About } from '../panels/header.ts';
import { say } from '../panels/language.ts';
import type { NextQuestion } from '../protocol/page.ts';
import { askForSystem } from './askForSystem.ts';
import { chooseModel, pickModel, useModel } from './chooseModel.ts';
import { explainBeside } from './explainBeside.ts';
import type { Parts } from './parts.ts';
import { visibleEditor } from './visibleEditor.ts';

/** Leads from a page to the one that answers the next question, about the same text. */
export async function askNext(parts: Parts, next: NextQuestion, about: About): Promise<void> {
  switch (next.question) {
    case 'train':
      await vscode.commands.executeCommand('underhood.trainModel');
      return;
    case 'road':
      await vscode.commands.executeCommand('underhood.walkRoad');
      return;
    case 'otherModel':
      await askAnotherModel(parts, about);
      return;
  }
  const text = await textFor(next, about);
  if (about.folder !== undefined) await useModel(parts, about.folder);
  await answer(parts, next, text, about.column);
}

async function answer(
  parts: Parts,
  { question, head, position }: NextQuestion,
  text: SelectedText,
  column: vscode.ViewColumn | undefined,
): Promise<void> {
  if (question === 'positions') await parts.positions.show(column).explain(text);
  else if (question === 'translate') await parts.translation.show(column).explain(text);
  else if (question === 'nextToken') {
    const page = parts.nextToken.show(column);
    if ((await page.explain(text)) && position !== undefined) page.lookAt(position);
  } else {
    const page = parts.attention.show(column);
    if ((await page.explain(text)) && head) page.lookAt(head);
  }
}

/** The same text, another model: where heads are explained, beside the first. */
async function askAnotherModel(parts: Parts, { page, text }: About): Promise<void> {
  if (page === 'attention' && text !== undefined) {
    const folder = await pickModel(parts, say('model.compare'));
    if (folder !== undefined) await explainBeside(parts, folder, await textOf(text));
  } else if (page === 'translate') {
    const folder = await askForSystem(parts);
    if (folder !== undefined) await parts.translation.show().addSystem(folder);
  } else await chooseModel(parts);
}

/** What a question is about: the text of the page, an example, or else what is meant in the editor. */
async function textFor({ question, isExample }: NextQuestion, { text }: About): Promise<SelectedText> {
  if (isExample) return textInNewDocument(say('positions.example'));
  if (text !== undefined) return textOf(text);
  return question === 'nextToken' ? textToContinue(visibleEditor()) : selectedText(visibleEditor());
}

async function textOf(text: NonNullable<About['text']>): Promise<SelectedText> {
  return typeof text === 'string' ? textInNewDocument(text) : text.now();
}
