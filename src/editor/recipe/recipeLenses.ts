import { readdir } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { say } from '../../panels/language.ts';
import { jsonIn, outputFolder } from './recipeFile.ts';

/** What can be done with a recipe, above its first line: to train by it, or to go on where training ended. */
export class RecipeLenses implements vscode.CodeLensProvider {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;

  /** To be called when there may be other checkpoints, or another language. */
  refresh(): void {
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const { uri } = document;
    const folder = outputFolder(uri.fsPath, jsonIn(document.getText()));
    const isBegun = folder !== undefined && (await holdsCheckpoints(folder));
    const lens = (command: string, title: string, tooltip: string) =>
      new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { command, title, tooltip, arguments: [uri] });
    if (!isBegun) return [lens('underhood.runRecipe', `$(play) ${say('recipe.train')}`, say('recipe.trainTooltip'))];
    return [
      lens('underhood.runRecipe', `$(play) ${say('recipe.resume')}`, say('recipe.resumeTooltip')),
      lens('underhood.trainAnew', `$(debug-restart) ${say('recipe.anew')}`, say('recipe.anewTooltip')),
      lens('underhood.openTraining', `$(pulse) ${say('recipe.open')}`, say('recipe.openTooltip')),
    ];
  }
}

async function holdsCheckpoints(folder: string): Promise<boolean> {
  const names = await readdir(path.join(folder, 'checkpoints')).catch(() => []);
  return names.some((name) => /^step-\d+$/.test(name));
}
