import * as vscode from 'vscode';
import { UnderhoodError } from '../../errors.ts';
import { sentence } from '../../localisation.ts';
import { currentLanguage } from '../../panels/language.ts';
import { parseRecipe } from '../../training/recipe/recipe.ts';
import { isRecipe, jsonIn } from './recipeFile.ts';

/** What the JSON schema says already, at the same place. */
const saidBySchema = ['recipe.field', 'recipe.unknownField'];

/** Marks what is wrong with recipes beyond their schema: fields that do not fit together. */
export class RecipeProblems {
  readonly #problems = vscode.languages.createDiagnosticCollection('underhood');
  readonly #listeners: readonly vscode.Disposable[];

  constructor() {
    this.#listeners = [
      vscode.workspace.onDidOpenTextDocument((document) => this.#check(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#check(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#problems.delete(uri)),
    ];
    this.refresh();
  }

  /** To be called when the language changes. */
  refresh(): void {
    for (const document of vscode.workspace.textDocuments) this.#check(document);
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#problems.dispose();
  }

  #check(document: vscode.TextDocument): void {
    if (isRecipe(document)) this.#problems.set(document.uri, problemsIn(document));
  }
}

function problemsIn(document: vscode.TextDocument): vscode.Diagnostic[] {
  const json = jsonIn(document.getText());
  if (json === undefined) return [];
  try {
    parseRecipe(json);
    return [];
  } catch (error) {
    if (!(error instanceof UnderhoodError) || saidBySchema.includes(error.code)) return [];
    const problem = new vscode.Diagnostic(placeOf(error, document), sentence(currentLanguage(), error));
    problem.source = 'Underhood';
    return [problem];
  }
}

/** The field that is meant; the beginning where it is a missing one. */
function placeOf({ code, parameters }: UnderhoodError, document: vscode.TextDocument): vscode.Range {
  const field = code === 'recipe.tokensOverContext' ? 'tokens' : parameters.field;
  const found = new RegExp(`"${field}"(?=\\s*:)`).exec(document.getText());
  if (!found) return new vscode.Range(0, 0, 0, 1);
  return new vscode.Range(document.positionAt(found.index), document.positionAt(found.index + found[0].length));
}
