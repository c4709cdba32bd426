import * as vscode from 'vscode';
import { type SelectedText, textIn } from './editorSelection.ts';

/** A text that is in no document, in a new one, or in the one that was made for it before. */
export async function textInNewDocument(text: string): Promise<SelectedText> {
  const isIt = (document: vscode.TextDocument) => document.isUntitled && document.getText() === text;
  const document =
    vscode.workspace.textDocuments.find(isIt) ??
    (await vscode.workspace.openTextDocument({ content: text, language: 'plaintext' }));
  await ensureText(document, text);
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preserveFocus: true });
  const end = document.positionAt(text.length);
  return textIn(document, new vscode.Range(new vscode.Position(0, 0), end), 'paragraph');
}

/** VS Code gives a new document the backup of an earlier one of that name where it has not yet thrown that away. */
async function ensureText(document: vscode.TextDocument, text: string): Promise<void> {
  const present = document.getText();
  if (present === text) return;
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(new vscode.Position(0, 0), document.positionAt(present.length)), text);
  await vscode.workspace.applyEdit(edit);
}
