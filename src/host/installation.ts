import * as vscode from 'vscode';

/** What VS Code gives to the extension: where it lies, where it keeps what, and where it logs. */
export interface Installation {
  readonly version: string;
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  /** What is remembered of this workspace. */
  readonly workspaceState: vscode.Memento;
  /** What is remembered wherever one works. */
  readonly globalState: vscode.Memento;
  /** Something that comes with the extension. */
  fileOf(...path: string[]): string;
  /** Something that is kept on this machine, for all windows. */
  storedAt(...path: string[]): string;
}

export function installationOf(context: vscode.ExtensionContext): Installation {
  const { extension, extensionUri, globalStorageUri, workspaceState, globalState } = context;
  return {
    version: (extension.packageJSON as { readonly version: string }).version,
    extensionUri,
    log: vscode.window.createOutputChannel('Underhood', { log: true }),
    workspaceState,
    globalState,
    fileOf: (...path) => vscode.Uri.joinPath(extensionUri, ...path).fsPath,
    storedAt: (...path) => vscode.Uri.joinPath(globalStorageUri, ...path).fsPath,
  };
}
