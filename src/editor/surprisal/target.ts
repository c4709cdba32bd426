import type * as vscode from 'vscode';
import type { PaintedRange } from './edits.ts';

/** What is to be painted of a document. */
export type Target = Omit<PaintedRange, 'places'>;

/** UTF-16 units of a document. */
export function lengthOf(document: vscode.TextDocument): number {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
}

export function wholeOf(document: vscode.TextDocument): Target {
  return { kind: 'document', range: { start: 0, end: lengthOf(document) } };
}

/** The selection of an editor, where it has one. */
export function selectionOf({ document, selection }: vscode.TextEditor): Target | undefined {
  if (selection.isEmpty) return undefined;
  return {
    kind: 'selection',
    range: { start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) },
  };
}
