import * as vscode from 'vscode';
import { UnderhoodError } from '../errors.ts';
import type { SourceKind } from '../protocol/page.ts';
import { checkReadable, paragraphAround, type TextRange } from './selectedText.ts';

/** What of a document is to be explained. */
export interface SelectedText extends TextRange {
  readonly document: vscode.TextDocument;
  readonly text: string;
  readonly kind: SourceKind;
}

/** Documents that are read or written by a person: not the output panel, not a comment being typed. */
export function isReadable({ uri }: vscode.TextDocument): boolean {
  return !['output', 'comment', 'debug', 'search-editor'].includes(uri.scheme);
}

/** The selection, or else the paragraph around the cursor. Throws UnderhoodError where there is nothing to explain. */
export function selectedText(editor: vscode.TextEditor | undefined): SelectedText {
  if (!editor) throw new UnderhoodError('selection.noEditor');
  const { document, selection } = editor;
  const kind = selection.isEmpty ? 'paragraph' : 'selection';
  return textIn(document, selection.isEmpty ? paragraph(document, selection.active.line) : selection, kind);
}

/** How much of what stands before the cursor is read, in characters: more than any context holds. */
const mostBefore = 200_000;

/** The selection, or else what stands before the cursor. Throws UnderhoodError where that is nothing to read. */
export function textToContinue(editor: vscode.TextEditor | undefined): SelectedText {
  if (!editor) throw new UnderhoodError('selection.noEditor');
  const { document, selection } = editor;
  if (!selection.isEmpty) return textIn(document, selection, 'selection');
  const start = document.positionAt(document.offsetAt(selection.active) - mostBefore);
  return textIn(document, new vscode.Range(start, selection.active), 'before');
}

/** A range of a document. Throws UnderhoodError where it holds nothing to explain. */
export function textIn(document: vscode.TextDocument, range: vscode.Range, kind: SelectedText['kind']): SelectedText {
  const text = document.getText(range);
  // Before the cursor there may well be nothing yet.
  if (kind !== 'before' || text.trim() !== '') checkReadable(text);
  return { document, text, kind, start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}

function paragraph(document: vscode.TextDocument, line: number): vscode.Range {
  const isBlank = (index: number) => document.lineAt(index).isEmptyOrWhitespace;
  const found = paragraphAround({ lineCount: document.lineCount, isBlank }, line);
  if (!found) throw new UnderhoodError('selection.blank');
  return new vscode.Range(document.lineAt(found.first).range.start, document.lineAt(found.last).range.end);
}
