import * as vscode from 'vscode';
import { isReadable } from '../editor/editorSelection.ts';

/** The editor that is meant: where a page, or the output panel, has the focus, the one beside it. */
export function visibleEditor(): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  const editors = activeTextEditor ? [activeTextEditor, ...visibleTextEditors] : visibleTextEditors;
  return editors.find(({ document }) => isReadable(document));
}
