import * as vscode from 'vscode';
import { fenceLanguage } from '../road/block/fences.ts';
import { isRecipe } from './recipe/recipeFile.ts';
import { isMarkdown } from './road/markdownDocument.ts';

const fence = new RegExp(`^ {0,3}(?:\`{3,}|~{3,})[ \\t]*${fenceLanguage}\\b`, 'im');

/**
 * Calls once, as soon as a document is open in which the extension has something to show by itself: a block of the road in
 * Markdown, or a recipe.
 */
export function whenConcerned(found: () => void): vscode.Disposable {
  const listeners: vscode.Disposable[] = [];
  const lookAt = (isOne: boolean) => {
    if (!isOne) return;
    for (const listener of listeners.splice(0)) listener.dispose();
    found();
  };
  listeners.push(
    vscode.workspace.onDidOpenTextDocument((document) => lookAt(isConcerned(document))),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      // Only at what was typed: most documents stay none of ours, and some are long.
      const touched = ({ range, text }: vscode.TextDocumentContentChangeEvent) =>
        `${document.lineAt(Math.min(range.start.line, document.lineCount - 1)).text}\n${text}`;
      lookAt(isMarkdown(document) && contentChanges.some((change) => fence.test(touched(change))));
    }),
  );
  lookAt(vscode.workspace.textDocuments.some(isConcerned));
  return new vscode.Disposable(() => {
    for (const listener of listeners.splice(0)) listener.dispose();
  });
}

function isConcerned(document: vscode.TextDocument): boolean {
  return isRecipe(document) || (isMarkdown(document) && fence.test(document.getText()));
}
