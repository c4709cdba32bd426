import * as vscode from 'vscode';
import { listCachedModels } from '../checkpoint/hubCache.node.ts';
import { translatorTypes } from '../models/supported.ts';
import { say } from '../panels/language.ts';
import { folderOf, hubItem, type ModelItem } from './chooseModel.ts';
import type { HubParts } from './hub/modelFromHub.ts';

/** Asks for a model that translates: one in the Hugging Face cache, on the hub, or in any folder. */
export async function askForSystem(parts: HubParts): Promise<string | undefined> {
  const cached = await listCachedModels(translatorTypes);
  const separator = (label: string): ModelItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const items: ModelItem[] = [
    ...(cached.length > 0 ? [separator(say('translate.add.cached'))] : []),
    ...cached.map(({ folder, name, modelType }) => ({ folder, label: name, description: modelType })),
    separator(''),
    hubItem(),
    {
      label: `$(folder-opened) ${say('translate.add.folder')}`,
      detail: say('translate.add.folderDetail'),
      ...{ from: 'anyFolder', alwaysShow: true },
    },
  ];
  const picked = await vscode.window.showQuickPick(items, { placeHolder: say('translate.add') });
  return picked && folderOf(parts, picked);
}
