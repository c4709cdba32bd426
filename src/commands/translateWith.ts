import * as vscode from 'vscode';
import { UnderhoodError } from '../errors.ts';
import { sentence } from '../localisation.ts';
import { currentLanguage, say } from '../panels/language.ts';
import type { Parts } from './parts.ts';

/** Shows how a model that translates, or a recurrent one, goes about a text. @param text absent: the one on the page */
export async function translateWith(
  { translation }: Pick<Parts, 'translation'>,
  folder: string,
  text?: string,
  column?: vscode.ViewColumn,
): Promise<void> {
  await translation.show(column).look(folder, text);
}

/** Whether an error says that a model is none to explain a single text with, but one to translate with. */
export function isOfTranslator(error: unknown): error is UnderhoodError {
  return error instanceof UnderhoodError && ['model.translator', 'model.recurrent'].includes(error.code);
}

/** Says why a model cannot be used where it was to be, and offers the page that can. */
export async function offerTranslation(parts: Parts, folder: string, error: UnderhoodError): Promise<void> {
  const open = say('translate.openWith');
  const chosen = await vscode.window.showWarningMessage(sentence(currentLanguage(), error), open);
  if (chosen === open) await translateWith(parts, folder);
}
