import * as vscode from 'vscode';
import { onLanguage } from '../../panels/language.ts';
import { recipeSelector } from './recipeFile.ts';
import { RecipeLenses } from './recipeLenses.ts';
import { RecipeProblems } from './recipeProblems.ts';

/**
 * Recipes in the editor: what can be done with them, and what is wrong with them.
 * @param onTraining fires when training begins or ends
 */
export function registerRecipeEditor(onTraining: vscode.Event<unknown>): vscode.Disposable {
  const lenses = new RecipeLenses();
  const problems = new RecipeProblems();
  return vscode.Disposable.from(
    lenses,
    problems,
    vscode.languages.registerCodeLensProvider(recipeSelector, lenses),
    // Training writes checkpoints: while one looks, and while one looks elsewhere.
    onTraining(() => lenses.refresh()),
    vscode.window.onDidChangeActiveTextEditor(() => lenses.refresh()),
    onLanguage(() => {
      lenses.refresh();
      problems.refresh();
    }),
  );
}
