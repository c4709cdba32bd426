import * as vscode from 'vscode';
import { textEditor } from '../editor/textEditor.ts';
import type { ModelNode } from '../editor/views/modelTree.ts';
import { modelName } from '../models/modelName.ts';
import { say } from '../panels/language.ts';
import { useModel } from './chooseModel.ts';
import type { Parts } from './parts.ts';
import { openTraining } from './runRecipe.ts';
import { readTrainedModel } from './train/trainedModel.ts';
import { trainModel } from './trainModel.ts';
import { translateWith } from './translateWith.ts';

// What can be done with a model of the view in the activity bar.

/** Explains with it from now on; one that translates, or a recurrent one, is shown on the page that can. */
export async function chooseKnown(parts: Parts, node: ModelNode): Promise<void> {
  const { folder, facts } = node;
  if (!(facts instanceof Error) && facts.kind !== 'transformer') await translateWith(parts, folder);
  else await useModel(parts, folder);
}

/** Explains with it the text that is open, or else the sample. */
export async function explainWithKnown(parts: Parts, { folder }: ModelNode): Promise<void> {
  if (!textEditor()) await parts.sample.show('sentence');
  await useModel(parts, folder);
  await vscode.commands.executeCommand('underhood.explainAttention');
}

/** Shows how it translates. */
export async function translateWithKnown(parts: Parts, { folder }: ModelNode): Promise<void> {
  await translateWith(parts, folder);
}

/** Shows the run that trained it. */
export async function showItsTraining(parts: Parts, { recipe }: ModelNode): Promise<void> {
  if (recipe !== undefined) await openTraining(parts, vscode.Uri.file(recipe));
}

/** Asks what it is to learn further. */
export async function fineTune(parts: Parts, { folder }: ModelNode): Promise<void> {
  await trainModel(parts, await readTrainedModel(folder));
}

/** Shows its folder in the system's file manager. */
export async function revealKnown(_: Parts, { folder }: ModelNode): Promise<void> {
  await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(folder));
}

export async function copyItsPath(_: Parts, { folder }: ModelNode): Promise<void> {
  await vscode.env.clipboard.writeText(folder);
}

/** Takes it off the list, after asking; its files stay. */
export async function forgetKnown({ shelf }: Parts, { folder }: ModelNode): Promise<void> {
  const yes = say('models.forget.yes');
  const question = say('models.forget.ask', { model: modelName(folder) });
  const detail = say('models.forget.detail', { folder });
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, yes);
  if (chosen === yes) await shelf.forget(folder);
}

/** Reads again what the folders say. */
export function refreshModels({ views }: Parts): void {
  views.models.refresh();
}
