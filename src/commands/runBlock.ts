import * as vscode from 'vscode';
import { isMarkdown } from '../editor/road/markdownDocument.ts';
import { blockAt, blocksOf, isExperiment, type PlacedBlock } from '../editor/road/roadDocument.ts';
import { UnderhoodError } from '../errors.ts';
import { currentLanguage } from '../panels/language.ts';
import { isWorthIt } from '../panels/roadPage.ts';
import { roadText } from '../road/message.ts';
import { pages } from '../road/pages.ts';
import type { Parts } from './parts.ts';
import { visibleEditor } from './visibleEditor.ts';

/** Runs a block, or opens the page that it names. @param uri, index absent: the block at the cursor */
export async function runBlock(parts: Parts, uri?: vscode.Uri, index?: number): Promise<void> {
  const { document, placed } = await blockMeant(uri, index);
  const { block, problems, fence } = placed;
  if (!parts.road.isTrusted(document.uri)) throw new UnderhoodError('road.untrusted');
  if (!block) {
    const detail = problems.map(({ text }) => roadText(currentLanguage(), text)).join(' ');
    throw new UnderhoodError('road.badBlock', { detail });
  }
  const place = { document: document.uri.toString(), index: fence.index };
  if (block.kind === 'page') {
    parts.road.finish(place);
    if (block.text) await select(document, fence.bodyStart + block.text.start, fence.bodyStart + block.text.end);
    await vscode.commands.executeCommand(pages[block.page]);
    return;
  }
  if (!(await isWorthIt(block))) return;
  parts.roadPage.show();
  const { name, settings, claim } = block;
  await parts.road.runs.run({ name, settings, claim }, place);
}

/** Shows what came out of a block, or how far it is. */
export async function showBlockResult(parts: Parts, uri?: vscode.Uri, index?: number): Promise<void> {
  const { document, placed } = await blockMeant(uri, index);
  const { block, fence } = placed;
  if (isExperiment(block)) {
    const { name, settings, claim } = block;
    parts.road.runs.look({ name, settings, claim }, { document: document.uri.toString(), index: fence.index });
  }
  parts.roadPage.show();
}

/** Pauses the block that runs, or goes on with it. */
export async function pauseBlock({ road: { runs } }: Parts): Promise<void> {
  await (runs.current?.phase === 'paused' ? runs.resume() : runs.pause());
}

/** Ends the block that runs; what came out before stays. */
export function cancelBlock({ road: { runs } }: Parts): void {
  runs.cancel();
}

/** Selects a part of a document where it is seen, or else shows it: pages read what is selected. */
async function select(document: vscode.TextDocument, start: number, end: number): Promise<void> {
  const editor = vscode.window.visibleTextEditors.find((visible) => visible.document === document);
  const selection = new vscode.Range(document.positionAt(start), document.positionAt(end));
  await vscode.window.showTextDocument(document, {
    viewColumn: editor?.viewColumn ?? vscode.ViewColumn.One,
    selection,
  });
}

async function blockMeant(
  uri: vscode.Uri | undefined,
  index: number | undefined,
): Promise<{ readonly document: vscode.TextDocument; readonly placed: PlacedBlock }> {
  if (uri instanceof vscode.Uri && index !== undefined) {
    const document = await vscode.workspace.openTextDocument(uri);
    const placed = blocksOf(document)[index];
    if (placed) return { document, placed };
  }
  const editor = visibleEditor();
  const document = editor?.document;
  const placed = document && isMarkdown(document) ? blockAt(document, editor.selection.active.line) : undefined;
  if (!document || !placed) throw new UnderhoodError('road.noBlock');
  return { document, placed };
}
