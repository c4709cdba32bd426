import path from 'node:path';
import * as vscode from 'vscode';
import { recipeEnding } from '../editor/recipe/recipeFile.ts';
import { say } from '../panels/language.ts';
import type { Parts } from './parts.ts';

/** As many recipes as anyone looks through. */
const mostRecipes = 500;

interface RunItem extends vscode.QuickPickItem {
  /** Absent: another run is to be begun. */
  readonly recipe?: string;
}

/** Lets the person choose among the recipes of the workspace and those that train now. Gives the recipe's file. */
export async function chooseRun({ jobs }: Pick<Parts, 'jobs'>): Promise<string | undefined> {
  const found = await vscode.workspace.findFiles(`**/*${recipeEnding}`, '**/node_modules/**', mostRecipes);
  const training = jobs.training.map(({ recipe }) => recipe);
  const recipes = [...new Set([...training, ...found.map(({ fsPath }) => fsPath).sort()])];
  const items: RunItem[] = recipes.map((recipe) => ({
    recipe,
    label: `${training.includes(recipe) ? '$(pulse)' : '$(blank)'} ${path.basename(recipe, recipeEnding)}`,
    description: vscode.workspace.asRelativePath(recipe),
  }));
  const another: RunItem = { label: `$(add) ${say('training.another')}`, alwaysShow: true };
  const options = { placeHolder: say('training.pickRun'), matchOnDescription: true };
  const picked = await vscode.window.showQuickPick([...items, another], options);
  if (picked === another) await vscode.commands.executeCommand('underhood.trainModel');
  return picked?.recipe;
}
