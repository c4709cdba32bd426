import type * as vscode from 'vscode';
import { type SelectedText, selectedText } from '../editor/editorSelection.ts';
import { textInNewDocument } from '../editor/newDocument.ts';
import { textEditor } from '../editor/textEditor.ts';
import { useModel } from './chooseModel.ts';
import { explainBeside } from './explainBeside.ts';
import type { Parts } from './parts.ts';

/**
 * Explains with a model that was trained here.
 * @param text explained where no editor shows any
 * @param column where the page is opened: that of the page from which it was asked for
 */
export async function explainTrained(
  parts: Parts,
  folder: string,
  text: string,
  column?: vscode.ViewColumn,
): Promise<void> {
  const selected = await textToExplain(text);
  await useModel(parts, folder);
  await parts.attention.show(column).explain(selected);
}

/** The same text explained by two models, side by side. */
export async function compareTrained(
  parts: Parts,
  [first, second]: readonly [string, string],
  text: string,
  column?: vscode.ViewColumn,
): Promise<void> {
  const selected = await textToExplain(text);
  await useModel(parts, first);
  await explainBeside(parts, second, selected, column);
}

/** What is selected in an editor that shows a text, or the paragraph there; or else a new document. */
async function textToExplain(text: string): Promise<SelectedText> {
  const editor = textEditor();
  return editor ? selectedText(editor) : textInNewDocument(text);
}
