import path from 'node:path';
import * as vscode from 'vscode';
import { isReadable } from '../../editor/editorSelection.ts';

/** The document that is open, as data. */
interface OpenDocument {
  readonly name: string;
  /** Absent where it lies in no file of this machine: its text is taken. */
  readonly file?: string;
  readonly text: string;
  readonly isUnsaved: boolean;
}

/** What is around the person when they begin. */
export interface Surroundings {
  readonly document?: OpenDocument;
  /** Absent where nothing is selected. */
  readonly selection?: string;
  /** Folders of the workspace. */
  readonly folders: readonly string[];
}

/** @param editor the one that is meant */
export function surroundingsOf(editor: vscode.TextEditor | undefined): Surroundings {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const here = { folders: folders.map(({ uri }) => uri.fsPath) };
  if (!editor || !isReadable(editor.document)) return here;
  const { document, selection } = editor;
  const { uri } = document;
  return {
    ...here,
    document: {
      name: path.posix.basename(uri.path) || uri.path,
      file: uri.scheme === 'file' ? uri.fsPath : undefined,
      text: document.getText(),
      isUnsaved: document.isDirty,
    },
    selection: selection.isEmpty ? undefined : document.getText(selection),
  };
}
