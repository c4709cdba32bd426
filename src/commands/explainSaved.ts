import * as vscode from 'vscode';
import { textIn } from '../editor/editorSelection.ts';
import type { SavedPageName } from '../export/savedPages.ts';
import { useModel } from './chooseModel.ts';
import type { Parts } from './parts.ts';

/** Runs the text of a saved view again, with its model: in a new document, since the one it came from may have changed. */
export async function explainSaved(parts: Parts, page: SavedPageName, folder: string, text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ content: text, language: 'plaintext' });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preserveFocus: true });
  const whole = new vscode.Range(new vscode.Position(0, 0), document.positionAt(text.length));
  await useModel(parts, folder);
  await parts[page].show().explain(textIn(document, whole, 'paragraph'));
}
