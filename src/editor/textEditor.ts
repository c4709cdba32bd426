import * as vscode from 'vscode';
import { isReadable } from './editorSelection.ts';
import { recipeEnding } from './recipe/recipeFile.ts';

/** The editor that shows a text to explain: the active one, or else one beside it. */
export function textEditor(): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  const editors = activeTextEditor ? [activeTextEditor, ...visibleTextEditors] : visibleTextEditors;
  return editors.find(
    ({ document }) =>
      isReadable(document) && !document.uri.path.endsWith(recipeEnding) && document.getText().trim() !== '',
  );
}
