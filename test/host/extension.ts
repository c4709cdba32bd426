import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Exported, TestedParts } from '../../src/extension.ts';

/** The extension as VS Code runs it. */
export async function activated(): Promise<TestedParts> {
  const extension = vscode.extensions.getExtension<Exported>('underhood.underhood');
  assert.ok(extension, 'VS Code does not know the extension');
  const { tested: parts } = await extension.activate();
  assert.ok(parts, 'the extension does not know that it is being tested');
  return parts;
}

/** Waits until something holds; says what was waited for. */
export async function until(what: string, holds: () => unknown, seconds = 45): Promise<void> {
  for (const end = Date.now() + seconds * 1000; !holds(); ) {
    assert.ok(Date.now() < end, `waited in vain for ${what}`);
    await sleep(20);
  }
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-texts-'));
after(() => fs.rmSync(folder, { recursive: true, force: true }));
let files = 0;

/** A file in the first column, with the cursor at its beginning. */
export async function openText(content: string): Promise<vscode.TextEditor> {
  const file = path.join(folder, `text ${++files}.txt`);
  fs.writeFileSync(file, content);
  const document = await vscode.workspace.openTextDocument(file);
  return vscode.window.showTextDocument(document, vscode.ViewColumn.One);
}

/** Selects the first occurrence of a text; an empty one puts the cursor there. */
export function select(editor: vscode.TextEditor, text: string, from = 0): Promise<void> {
  const { document } = editor;
  const start = document.getText().indexOf(text, from);
  assert.ok(start >= 0, `${text} is not in the document`);
  return selectRange(
    editor,
    new vscode.Selection(document.positionAt(start), document.positionAt(start + text.length)),
  );
}

/**
 * Selects, and waits until the window says so. The window's answer to an earlier selection would otherwise come late
 * and bring that one back for a moment.
 */
export async function selectRange(editor: vscode.TextEditor, wanted: vscode.Selection): Promise<void> {
  const valid = (position: vscode.Position) => editor.document.validatePosition(position);
  const selection = new vscode.Selection(valid(wanted.anchor), valid(wanted.active));
  if (editor.selection.isEqual(selection)) return;
  let isSaid = false;
  const listener = vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
    isSaid ||= textEditor === editor && selections[0].isEqual(selection);
  });
  editor.selection = selection;
  await until('the window to select', () => isSaid);
  listener.dispose();
}

/** Closes all editors, without a question about what was changed, and waits until what is in no file is gone. */
export async function closeEverything(): Promise<void> {
  // One in no file stays for ever where no editor shows it that could be closed.
  for (const document of vscode.workspace.textDocuments.filter((one) => one.isDirty || isUntitled(one))) {
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  // The next one would be given the same name, and perhaps the same text.
  await until('untitled documents to be gone', () => !vscode.workspace.textDocuments.some(isUntitled));
}

export function isUntitled(document: vscode.TextDocument): boolean {
  return document.isUntitled;
}

export function setting<T>(name: string, value: T): Thenable<void> {
  return vscode.workspace.getConfiguration('underhood').update(name, value, vscode.ConfigurationTarget.Global);
}
