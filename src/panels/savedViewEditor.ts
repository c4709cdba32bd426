import { posix } from 'node:path';
import * as vscode from 'vscode';
import { UnderhoodError } from '../errors.ts';
import { decodeView, mostBytes, type SavedView } from '../export/savedView.ts';
import { sentence } from '../localisation.ts';
import { currentLanguage } from './language.ts';
import { OpenedView, type SavedViewHost } from './openedView.ts';
import { refusalHtml } from './refusalHtml.ts';

/** A `.underhood` file that was opened: the view, or why it is none. */
interface SavedDocument extends vscode.CustomDocument {
  readonly content: { readonly view: SavedView } | { readonly error: unknown };
}

/** Opens `.underhood` files: each is the page that it was saved from, with the answers that are in it. */
export class SavedViewEditor implements vscode.CustomReadonlyEditorProvider<SavedDocument> {
  static readonly viewType = 'underhood.savedView';

  constructor(private readonly host: SavedViewHost) {}

  /** A file that cannot be opened is a document too: what is thrown here VS Code calls an unexpected error. */
  async openCustomDocument(uri: vscode.Uri): Promise<SavedDocument> {
    const content = await read(uri).then(
      (view) => ({ view }),
      (error: unknown) => ({ error }),
    );
    return { uri, content, dispose: () => {} };
  }

  resolveCustomEditor({ uri, content }: SavedDocument, panel: vscode.WebviewPanel): void {
    if ('view' in content) new OpenedView(uri, content.view, panel, this.host);
    else {
      this.host.log.warn(`${uri.toString()}:`, String(content.error));
      panel.webview.html = refusalHtml(
        currentLanguage(),
        posix.basename(uri.path),
        sentence(currentLanguage(), content.error),
      );
    }
  }
}

/** Throws UnderhoodError where the file is no view. */
async function read(uri: vscode.Uri): Promise<SavedView> {
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > mostBytes) throw new UnderhoodError('savedView.tooLarge');
  return decodeView(await vscode.workspace.fs.readFile(uri), posix.basename(uri.path));
}
