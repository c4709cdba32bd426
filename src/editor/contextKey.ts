import * as vscode from 'vscode';

/** Tells VS Code what the `when` and `enablement` clauses of the manifest ask about. */
export function setContext(key: `underhood.${string}`, value: boolean): Thenable<void> {
  return vscode.commands.executeCommand('setContext', key, value);
}
