import * as vscode from 'vscode';
import { isReadable } from './editorSelection.ts';
import { recipeEnding } from './recipe/recipeFile.ts';

/** The editors that are seen, the active one first. */
export function seenEditors(): readonly vscode.TextEditor[] {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  return activeTextEditor ? [activeTextEditor, ...visibleTextEditors] : visibleTextEditors;
}

/** The editor that shows a text to explain: the active one, or else one beside it. */
export function textEditor(): vscode.TextEditor | undefined {
  return seenEditors().find(
    ({ document }) =>
      isReadable(document) && !document.uri.path.endsWith(recipeEnding) && document.getText().trim() !== '',
  );
}
