import * as vscode from 'vscode';
import { markDone } from '../editor/done.ts';
import { UnderhoodError } from '../errors.ts';
import { say } from '../panels/language.ts';
import type { Progress } from '../panels/road.ts';
import type { Parts } from './parts.ts';

/** Lets a chapter be chosen, from the first that is not finished on, and opens it. */
export async function walkRoad({ road }: Parts): Promise<void> {
  const chapters = await road.chapters();
  const next = chapters.find(({ done, blocks }) => done < blocks);
  const items = chapters.map((chapter) => ({
    label: `${chapter.done === chapter.blocks ? '$(pass-filled)' : '$(circle-large-outline)'} ${chapter.title}`,
    description: howFar(chapter),
    name: chapter.name,
    picked: chapter === next,
  }));
  const pick = vscode.window.createQuickPick<(typeof items)[number]>();
  pick.title = say('road.contents');
  pick.placeholder = say('road.choose');
  pick.items = items;
  pick.activeItems = items.filter(({ picked }) => picked);
  const chosen = await new Promise<string | undefined>((resolve) => {
    pick.onDidAccept(() => resolve(pick.activeItems[0]?.name));
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  });
  pick.dispose();
  if (chosen !== undefined) await openChapter({ road }, chosen);
}

/** Opens the reader's copy of a chapter. */
export async function openChapter({ road }: Pick<Parts, 'road'>, name: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(await road.open(name));
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preview: false });
  markDone('road');
}

/** Puts the text of the extension back into the chapter in the editor, after asking. */
export async function restoreChapter({ road }: Parts): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document || !road.chapterOf(document.uri)) throw new UnderhoodError('road.noChapter');
  const yes = say('road.restore.yes');
  const detail = say('road.restore.detail');
  const chosen = await vscode.window.showWarningMessage(say('road.restore.ask'), { modal: true, detail }, yes);
  if (chosen !== yes) return;
  if (document.isDirty) await document.save();
  await road.restore(document.uri);
}

/** How far a reader is, in words. */
function howFar({ done, blocks }: Progress): string {
  return done === blocks ? say('road.finished') : say('road.done', { done, blocks });
}
