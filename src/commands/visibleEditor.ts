import * as vscode from 'vscode';
import { isReadable } from '../editor/editorSelection.ts';

/** The editor that is meant: where a page has the focus, the one beside it. */
export function visibleEditor(): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  return activeTextEditor ?? visibleTextEditors.find(({ document }) => isReadable(document));
}
