import * as vscode from 'vscode';
import type { ChapterShelf } from '../road/chapters.node.ts';
import { besideIt } from './roadRuns.ts';

/**
 * Where the files that a block names are looked for: beside its document or, in a chapter, which lies in no folder of the
 * reader's, in the one that is open; null where that lies on no disk.
 * @param document URI of the one that the block stands in
 */
export function blockFolder(document: string, chapters: Pick<ChapterShelf, 'chapterOf'>): string | null {
  const { scheme, fsPath } = vscode.Uri.parse(document);
  if (scheme !== 'file' || !chapters.chapterOf(fsPath)) return besideIt(document);
  const [open] = vscode.workspace.workspaceFolders ?? [];
  return open?.uri.scheme === 'file' ? open.uri.fsPath : null;
}
