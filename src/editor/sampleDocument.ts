import { constants } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { say } from '../panels/language.ts';
import type { SamplePlace } from './views/exploreItems.ts';

/** A text to begin with: the person's own copy of the one that comes with the extension, which they may change. */
export class SampleDocument {
  /**
   * @param shipped file of the extension
   * @param own folder for the copy: another one for each version
   */
  constructor(
    private readonly shipped: string,
    private readonly own: string,
  ) {}

  /** Opens it, with a sentence or the beginning of one selected, in the person's language. */
  async show(place: SamplePlace): Promise<vscode.TextEditor> {
    const document = await vscode.workspace.openTextDocument(await this.#copy());
    const selection = selectionAt(document, place);
    const editor = await vscode.window.showTextDocument(document, { preview: false, selection });
    editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    return editor;
  }

  async #copy(): Promise<string> {
    const file = path.join(this.own, path.basename(this.shipped));
    await mkdir(this.own, { recursive: true });
    await copyFile(this.shipped, file, constants.COPYFILE_EXCL).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    return file;
  }
}

/** Where the person took that text out, the beginning of the document. */
function selectionAt(document: vscode.TextDocument, place: SamplePlace): vscode.Range {
  const text = place === 'top' ? '' : say(`sample.${place}`);
  const start = document.getText().indexOf(text);
  const end = start < 0 ? 0 : start + text.length;
  return new vscode.Range(document.positionAt(Math.max(0, start)), document.positionAt(end));
}
