import * as vscode from 'vscode';
import type { SelectedText } from '../editor/editorSelection.ts';
import type { Parts } from './parts.ts';

/**
 * The same text explained by two models, side by side: the chosen one, and another.
 * @param folder of the other one
 * @param column where the page of the chosen one is opened
 */
export async function explainBeside(
  parts: Pick<Parts, 'attention' | 'beside'>,
  folder: string,
  text: SelectedText,
  column?: vscode.ViewColumn,
): Promise<void> {
  const page = parts.attention.show(column);
  const beside = parts.beside.show(folder, (page.panel.viewColumn ?? vscode.ViewColumn.Two) + 1);
  // The first may show another text by now.
  await Promise.all([page.explain(text), beside.explain(text)]);
}
