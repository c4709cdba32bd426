import * as vscode from 'vscode';
import { UnderhoodError } from '../errors.ts';
import { checkReadable, paragraphAround, type TextRange } from './selectedText.ts';

/** What of a document is to be explained. */
export interface SelectedText extends TextRange {
  readonly document: vscode.TextDocument;
  readonly text: string;
  readonly kind: 'selection' | 'paragraph';
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

/** A range of a document. Throws UnderhoodError where it holds nothing to explain. */
export function textIn(document: vscode.TextDocument, range: vscode.Range, kind: SelectedText['kind']): SelectedText {
  const text = document.getText(range);
  checkReadable(text);
  return { document, text, kind, start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}

function paragraph(document: vscode.TextDocument, line: number): vscode.Range {
  const isBlank = (index: number) => document.lineAt(index).isEmptyOrWhitespace;
  const found = paragraphAround({ lineCount: document.lineCount, isBlank }, line);
  if (!found) throw new UnderhoodError('selection.blank');
  return new vscode.Range(document.lineAt(found.first).range.start, document.lineAt(found.last).range.end);
}
