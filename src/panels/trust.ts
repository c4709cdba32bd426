import * as vscode from 'vscode';
import { UnderhoodError } from '../errors.ts';

/** Throws UnderhoodError `training.untrusted` in Restricted Mode: a recipe says which files are read and what is written. */
export function requireTrust(): void {
  if (!vscode.workspace.isTrusted) throw new UnderhoodError('training.untrusted');
}
