import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import { UnderhoodError } from '../errors.ts';
import { type SelectedText, textIn } from './editorSelection.ts';
import type { TextRange } from './selectedText.ts';
import { afterEdit } from './trackedRange.ts';

/** A text that was taken from a document, and where it lies now, while the document is edited. */
export class TrackedText {
  readonly uri: vscode.Uri;
  readonly text: string;
  readonly kind: SelectedText['kind'];
  readonly #changed = new vscode.EventEmitter<void>();
  /** It became outdated, or current again. */
  readonly onChange = this.#changed.event;
  readonly #listener: vscode.Disposable;
  #range: TextRange;
  #isOutdated = false;

  constructor({ document, text, kind, start, end }: SelectedText) {
    this.uri = document.uri;
    this.text = text;
    this.kind = kind;
    this.#range = { start, end };
    this.#listener = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document.uri.toString() === this.uri.toString()) this.#edited(event);
    });
  }

  get range(): TextRange {
    return this.#range;
  }

  /** Whether the document says something else there by now. */
  get isOutdated(): boolean {
    return this.#isOutdated;
  }

  isOf(document: vscode.TextDocument): boolean {
    return document.uri.toString() === this.uri.toString();
  }

  /** What the document says there now. Throws UnderhoodError where it is gone or says nothing. */
  async now(): Promise<SelectedText> {
    const document = await openDocument(this.uri);
    return textAt(document, this.#range, this.kind);
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }

  #edited({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    // Offsets of one event all count in the document before it, the last place first.
    const fromTheEnd = [...contentChanges].sort((a, b) => b.rangeOffset - a.rangeOffset);
    this.#range = fromTheEnd.reduce(afterEdit, this.#range);
    const { start, end } = this.#range;
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
    const isOutdated = document.getText(range) !== this.text;
    if (isOutdated === this.#isOutdated) return;
    this.#isOutdated = isOutdated;
    this.#changed.fire();
  }
}

/** The text between two offsets of a document. */
export function textAt(document: vscode.TextDocument, range: TextRange, kind: SelectedText['kind']): SelectedText {
  return textIn(document, new vscode.Range(document.positionAt(range.start), document.positionAt(range.end)), kind);
}

/** The document at a place. Throws UnderhoodError where it is gone. */
export async function openDocument(uri: vscode.Uri): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    throw new UnderhoodError('selection.gone');
  }
}

/** What tells whether a text is still the same, without keeping it. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
