import * as vscode from 'vscode';

/** Opens the walkthrough. */
export async function getStarted(): Promise<void> {
  await vscode.commands.executeCommand(
    'workbench.action.openWalkthrough',
    'underhood.underhood#underhood.start',
    false,
  );
}
