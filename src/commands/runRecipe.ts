import * as vscode from 'vscode';
import { isRecipe } from '../editor/recipe/recipeFile.ts';
import { seenEditors } from '../editor/textEditor.ts';
import { UnderhoodError } from '../errors.ts';
import { say } from '../panels/language.ts';
import type { Parts } from './parts.ts';

/** How a run is begun; without `anew`, it goes on where an earlier one ended. */
interface RunOptions {
  readonly anew?: boolean;
}

/**
 * Trains what a recipe says, and shows how it goes. Throws UnderhoodError where it lies in no folder of this machine.
 * @param recipe absent: the one in the active editor
 */
export async function runRecipe(parts: Parts, recipe?: vscode.Uri, { anew = false }: RunOptions = {}): Promise<void> {
  const file = recipe ?? activeRecipe();
  if (file.scheme !== 'file') throw new UnderhoodError('training.virtual', { scheme: file.scheme });
  const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());
  if (document?.isDirty) await document.save();
  const page = parts.trainingPage.show();
  const job = parts.jobs.of(file.fsPath);
  await page.show(job);
  if (job.status && !job.isTraining) await page.start({ anew });
}

/** Trains from the first step, after asking whether what is there may be forgotten. */
export async function trainAnew(parts: Parts, recipe: vscode.Uri = activeRecipe()): Promise<void> {
  const yes = say('train.anew.yes');
  const detail = say('train.anew.detail');
  const chosen = await vscode.window.showWarningMessage(say('train.anew.ask'), { modal: true, detail }, yes);
  if (chosen === yes) await runRecipe(parts, recipe, { anew: true });
}

/** Shows how a run goes, without beginning it. @param recipe absent: what trains, or the recipe in the active editor */
export async function openTraining(parts: Parts, recipe?: vscode.Uri): Promise<void> {
  const [training] = parts.jobs.training;
  const file = recipe?.fsPath ?? training?.recipe ?? parts.trainingPage.page?.job?.recipe ?? activeRecipe().fsPath;
  await parts.trainingPage.show().show(parts.jobs.of(file));
}

function activeRecipe(): vscode.Uri {
  const editor = seenEditors().find(({ document }) => isRecipe(document));
  if (!editor) throw new UnderhoodError('training.noRecipe');
  return editor.document.uri;
}
