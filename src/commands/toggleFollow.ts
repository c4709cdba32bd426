import * as vscode from 'vscode';
import { say } from '../panels/language.ts';
import type { Parts } from './parts.ts';

/** Whether selecting text is enough to run it while a page is open. */
export async function toggleFollow({ follow }: Parts): Promise<void> {
  await follow.set(!follow.isOn);
  vscode.window.setStatusBarMessage(say(follow.isOn ? 'follow.on' : 'follow.off'), 4000);
}
