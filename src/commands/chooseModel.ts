import { homedir } from 'node:os';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { listCachedModels } from '../checkpoint/hubCache.node.ts';
import { UnderhoodError } from '../errors.ts';
import type { ModelChoice } from '../modelProcess/modelChoice.ts';
import { transformerTypes } from '../models/supported.ts';
import { say } from '../panels/language.ts';
import { type HubParts, modelFromHub } from './hub/modelFromHub.ts';
import type { Parts } from './parts.ts';
import { isOfTranslator, offerTranslation } from './translateWith.ts';

export interface ModelItem extends vscode.QuickPickItem {
  /** Folder of the model; absent: one that is to be found there. */
  readonly folder?: string;
  readonly from?: 'hub' | 'anyFolder';
}

/** Lets the person choose among the bundled model, folders opened before, the Hugging Face cache, the hub, and any folder. */
export async function chooseModel(parts: Parts): Promise<void> {
  const folder = await pickModel(parts, say('model.choose'));
  if (folder !== undefined) await openModel(parts, folder);
}

/** The folder that an item stands for, asked for or downloaded where it does not say; undefined where there is none. */
export async function folderOf(parts: HubParts, { folder, from }: ModelItem): Promise<string | undefined> {
  return folder ?? (from === 'hub' ? modelFromHub(parts) : anyFolder());
}

/** Opens a model; one that translates on the page that can. */
export async function openModel(parts: Parts, folder: string): Promise<void> {
  try {
    await useModel(parts, folder);
  } catch (error) {
    if (!isOfTranslator(error)) throw error;
    await offerTranslation(parts, folder, error);
  }
}

/** The folder of a model that the person chooses; undefined where they change their mind. */
export async function pickModel(parts: Parts, placeHolder: string): Promise<string | undefined> {
  const options = { placeHolder, matchOnDescription: true, matchOnDetail: true };
  const picked = await vscode.window.showQuickPick(modelItems(parts.choice), options);
  if (!picked || picked.kind === vscode.QuickPickItemKind.Separator) return undefined;
  return folderOf(parts, picked);
}

/** Opens a model, and with it what is shown. Where that fails, the model that was open stays. */
export async function useModel(
  { process, choice, attention, nextToken, positions, surprisal }: Parts,
  folder: string,
): Promise<void> {
  try {
    await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: say('model.loading', { model: basename(folder) }) },
      () => process.open(folder),
    );
  } catch (error) {
    // A newer choice, or a run of the old model, took its place.
    if (error instanceof UnderhoodError && error.code === 'superseded') return;
    throw error;
  }
  await choice.choose(folder);
  const pages = [attention.page, nextToken.page, positions.page];
  await Promise.all([...pages.map((page) => page?.runAgain()), surprisal.repaint()]);
}

/** The models that are known of, with the way to any other as the last. */
export async function modelItems({ bundled, recent, folder: current }: ModelChoice): Promise<ModelItem[]> {
  const cached = await listCachedModels(transformerTypes);
  const item = (folder: string, label: string, description: string): ModelItem => ({
    folder,
    label: `${folder === current ? '$(check)' : '$(blank)'} ${label}`,
    description,
  });
  const separator = (label: string): ModelItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const isCached = (folder: string) => cached.some((model) => model.folder === folder);
  const before = recent.filter((folder) => !isCached(folder));
  return [
    item(bundled, basename(bundled), say('model.bundled')),
    ...(before.length > 0 ? [separator(say('model.recent'))] : []),
    ...before.map((folder) => item(folder, basename(folder), shortened(folder))),
    ...(cached.length > 0 ? [separator(say('model.cached'))] : []),
    ...cached.map(({ folder, name, modelType }) => item(folder, name, modelType)),
    separator(''),
    hubItem(),
    {
      label: `$(folder-opened) ${say('model.openFolder')}`,
      detail: say('model.openFolderDetail'),
      ...{ from: 'anyFolder', alwaysShow: true },
    },
  ];
}

/** The way to a model on the hub. */
export function hubItem(): ModelItem {
  const label = `$(cloud-download) ${say('model.openFromHub')}`;
  return { label, detail: say('model.openFromHubDetail'), from: 'hub', alwaysShow: true };
}

/** Asks for a model's folder, by a dialog. */
async function anyFolder(): Promise<string | undefined> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: say('model.openFolderButton'),
      title: say('model.openFolderDetail'),
    })) ?? [];
  return folder?.fsPath;
}

function shortened(folder: string): string {
  return folder.startsWith(homedir()) ? `~${folder.slice(homedir().length)}` : folder;
}
