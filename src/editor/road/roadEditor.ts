import * as vscode from 'vscode';
import { onLanguage } from '../../panels/language.ts';
import type { RoadRuns } from '../../panels/roadRuns.ts';
import { onPalette } from '../palette.ts';
import { roadSelector } from './markdownDocument.ts';
import { RoadLenses } from './roadLenses.ts';
import { RoadProblems, type RoadSurroundings } from './roadProblems.ts';
import { RoadWords } from './roadWords.ts';

/** The blocks of the road in any Markdown: what can be done with them, what came out, what is wrong, what they may say. */
export function registerRoadEditor(runs: RoadRuns, surroundings: RoadSurroundings): vscode.Disposable {
  const lenses = new RoadLenses(runs);
  const problems = new RoadProblems(surroundings);
  const words = new RoadWords();
  return vscode.Disposable.from(
    lenses,
    problems,
    vscode.languages.registerCodeLensProvider(roadSelector, lenses),
    vscode.languages.registerCompletionItemProvider(roadSelector, words, ' ', '\n'),
    vscode.languages.registerHoverProvider(roadSelector, words),
    // Another model may have been chosen meanwhile.
    vscode.window.onDidChangeActiveTextEditor(() => problems.refresh()),
    onLanguage(() => {
      lenses.refresh();
      problems.refresh();
      refreshPreviews();
    }),
    onPalette(refreshPreviews),
  );
}

/** Results in previews are in a language and a palette, neither of which VS Code knows of. */
function refreshPreviews(): void {
  void vscode.commands.executeCommand('markdown.preview.refresh');
}
