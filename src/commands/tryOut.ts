import * as vscode from 'vscode';
import { textEditor } from '../editor/textEditor.ts';
import { exploreItems, isExploreName } from '../editor/views/exploreItems.ts';
import type { Parts } from './parts.ts';

/** Does one of the things to do: to the text that is open, or else to the sample document. */
export async function tryOut({ sample, surprisal }: Parts, name?: unknown): Promise<void> {
  if (!isExploreName(name)) return;
  const item = exploreItems[name];
  if ('sample' in item && !textEditor()) {
    const { document } = await sample.show(item.sample);
    // The command would take it away.
    if (name === 'surprisal' && surprisal.of(document)) return;
  }
  await vscode.commands.executeCommand(item.command);
}
