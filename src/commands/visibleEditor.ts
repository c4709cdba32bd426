import type * as vscode from 'vscode';
import { isReadable } from '../editor/editorSelection.ts';
import { seenEditors } from '../editor/textEditor.ts';

/** The editor that is meant: where a page, or the output panel, has the focus, the one beside it. */
export function visibleEditor(): vscode.TextEditor | undefined {
  return seenEditors().find(({ document }) => isReadable(document));
}
