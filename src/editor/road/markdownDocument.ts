import type * as vscode from 'vscode';

/** Any Markdown, on a disk or not yet. */
export const roadSelector: vscode.DocumentSelector = [{ language: 'markdown' }];

export function isMarkdown({ languageId }: vscode.TextDocument): boolean {
  return languageId === 'markdown';
}
