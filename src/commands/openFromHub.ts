import * as vscode from 'vscode';
import type { ExploreName } from '../editor/views/exploreItems.ts';
import { modelName } from '../models/modelName.ts';
import { say } from '../panels/language.ts';
import { openModel } from './chooseModel.ts';
import { modelFromHub } from './hub/modelFromHub.ts';
import type { Parts } from './parts.ts';
import { tryOut } from './tryOut.ts';

/**
 * Downloads a model from the hub, after the person has seen how large it is and said yes, and opens it.
 * @param repository as a person names it; absent: asked for
 */
export async function openFromHub(parts: Parts, repository?: unknown): Promise<void> {
  const folder = await modelFromHub(parts, typeof repository === 'string' ? repository : undefined);
  if (folder === undefined) return;
  await openModel(parts, folder);
  if (parts.choice.folder === folder) void offerToExplain(parts);
}

/** Says that the model is open, and the way to look into it: at the text that is open, or else at the sample document. */
async function offerToExplain(parts: Parts): Promise<void> {
  const explain = say('hub.explain');
  const chosen = await vscode.window.showInformationMessage(
    say('hub.opened', { name: modelName(parts.choice.folder) }),
    explain,
  );
  if (chosen === explain) await tryOut(parts, 'explain' satisfies ExploreName);
}
