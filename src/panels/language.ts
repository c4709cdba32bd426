import * as vscode from 'vscode';
import type { Parameters } from '../errors.ts';
import { type HostKey, type Language, languageOf, translate } from '../localisation.ts';

/** The language that the setting names; VS Code's own where it names none. */
export function currentLanguage(): Language {
  const chosen = vscode.workspace.getConfiguration('underhood').get<'auto' | Language>('language', 'auto');
  return chosen === 'auto' ? languageOf(vscode.env.language) : chosen;
}

/** Tells when another language was chosen. */
export function onLanguage(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('underhood.language')) listener();
  });
}

/** A text of the host in the user's language. */
export function say(key: HostKey, parameters?: Parameters): string {
  return translate(currentLanguage(), key, parameters);
}
