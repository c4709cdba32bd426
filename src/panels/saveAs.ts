import { homedir } from 'node:os';
import { posix } from 'node:path';
import * as vscode from 'vscode';
import { UnderhoodError } from '../errors.ts';
import type { HostKey } from '../localisation.ts';
import { say } from './language.ts';

/** Asks the person where a file is to lie; nothing where they think better of it. */
export type AskWhere = (name: string, extension: string) => PromiseLike<vscode.Uri | undefined>;

const kinds: Readonly<Record<string, HostKey>> = {
  png: 'take.kind.png',
  svg: 'take.kind.svg',
  csv: 'take.kind.csv',
  json: 'take.kind.json',
  safetensors: 'take.kind.safetensors',
  underhood: 'take.kind.underhood',
};

/** Where the last file went: the next one likely goes there as well. */
let lastFolder: vscode.Uri | undefined;

/** VS Code's own dialog, which knows the folders of the machine that the extension runs on. */
export async function askWhere(name: string, extension: string): Promise<vscode.Uri | undefined> {
  const folder = lastFolder ?? vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const uri = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder, `${name}.${extension}`),
    filters: { [say(kinds[extension])]: [extension] },
  });
  if (uri) lastFolder = vscode.Uri.joinPath(uri, '..');
  return uri;
}

/** Writes a file beside its place and moves it there: it is there whole or not at all. */
export async function writeWhole(uri: vscode.Uri, content: Uint8Array): Promise<void> {
  const beside = uri.with({ path: `${uri.path}.writing` });
  try {
    await vscode.workspace.fs.writeFile(beside, content);
    await vscode.workspace.fs.rename(beside, uri, { overwrite: true });
  } catch (error) {
    await Promise.resolve(vscode.workspace.fs.delete(beside)).catch(() => undefined);
    const detail = error instanceof Error ? error.message : String(error);
    throw new UnderhoodError('take.notWritten', { name: nameOf(uri), detail });
  }
}

/** The last part of a file's path. */
export function nameOf({ path }: vscode.Uri): string {
  return posix.basename(path);
}
