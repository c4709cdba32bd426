import path from 'node:path';
import type * as vscode from 'vscode';

/** How the names of recipe files end. */
export const recipeEnding = '.underhood.json';

export const recipeSelector: vscode.DocumentFilter = { scheme: 'file', pattern: `**/*${recipeEnding}` };

export function isRecipe({ uri }: vscode.TextDocument): boolean {
  return uri.scheme === 'file' && uri.path.endsWith(recipeEnding);
}

/** What a document says, undefined where it is no JSON: that is told by VS Code itself. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The folder that a recipe writes, absolute; undefined where it names none. */
export function outputFolder(file: string, json: unknown): string | undefined {
  const output = typeof json === 'object' && json !== null && 'output' in json ? json.output : undefined;
  return typeof output === 'string' && output !== '' ? path.resolve(path.dirname(file), output) : undefined;
}
