import * as vscode from 'vscode';
import { isReadable, selectedText } from '../editor/editorSelection.ts';
import type { Parts } from './parts.ts';

/** Runs the selection, or the paragraph around the cursor, and shows every head of the model. */
export async function explainAttention({ attention }: Parts): Promise<void> {
  // Where the page has the focus, the text beside it is meant.
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  const editor = activeTextEditor ?? visibleTextEditors.find(({ document }) => isReadable(document));
  const { page } = attention;
  try {
    const selected = selectedText(editor);
    await attention.show().explain(selected);
  } catch (error) {
    if (!page?.isVisible) throw error;
    page.fail(error);
  }
}
