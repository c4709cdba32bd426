import * as vscode from 'vscode';
import { currentLanguage } from '../../panels/language.ts';
import { complete } from '../../road/block/complete.ts';
import { meaningAt } from '../../road/block/hover.ts';
import { roadText } from '../../road/message.ts';
import { literal } from '../markdown.ts';
import { blockAt } from './roadDocument.ts';

/** What may stand in a block, and what stands there, in the user's language. */
export class RoadWords implements vscode.CompletionItemProvider, vscode.HoverProvider {
  provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    _token?: vscode.CancellationToken,
    { triggerCharacter }: Partial<vscode.CompletionContext> = {},
  ): vscode.CompletionItem[] {
    const fence = blockAt(document, position.line)?.fence;
    if (!fence || position.line === fence.firstLine || (fence.isClosed && position.line === fence.lastLine)) return [];
    const offset = document.offsetAt(position) - fence.bodyStart;
    // A new line says what may stand in it where nothing was said yet; later, Enter must stay Enter.
    if (triggerCharacter === '\n' && fence.body.slice(0, offset).trim() !== '') return [];
    const { start, end, proposals } = complete(fence.body, offset);
    const range = rangeOf(document, fence.bodyStart + start, fence.bodyStart + end);
    return proposals.map(({ label, insert, kind, detail }, place) => {
      const isField = kind === 'field';
      const item = new vscode.CompletionItem(
        label,
        isField ? vscode.CompletionItemKind.Property : vscode.CompletionItemKind.Value,
      );
      item.insertText = insert;
      item.range = range;
      item.sortText = String(place).padStart(4, '0');
      if (detail) item.detail = roadText(currentLanguage(), detail);
      // What is chosen next is its value.
      if (isField) item.command = { command: 'editor.action.triggerSuggest', title: label };
      return item;
    });
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const fence = blockAt(document, position.line)?.fence;
    if (!fence || position.line === fence.firstLine) return undefined;
    const meaning = meaningAt(fence.body, document.offsetAt(position) - fence.bodyStart);
    if (!meaning) return undefined;
    const paragraphs = meaning.paragraphs.map((paragraph) => literal(roadText(currentLanguage(), paragraph)));
    const text = new vscode.MarkdownString(paragraphs.join('\n\n'));
    return new vscode.Hover(text, rangeOf(document, fence.bodyStart + meaning.start, fence.bodyStart + meaning.end));
  }
}

function rangeOf(document: vscode.TextDocument, start: number, end: number): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
