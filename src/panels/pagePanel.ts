import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Handlers, RequestOf } from '../protocol/rpc.ts';
import type { Schemas } from '../protocol/validation.ts';
import { currentLanguage } from './language.ts';
import { PageConnection } from './pageConnection.ts';
import { pageHtml } from './pageHtml.ts';

/** Where a page is in the extension. */
export interface PageFiles {
  /** Name of its bundle: dist/webview/NAME.js and .css. */
  readonly name: string;
  readonly title: string;
  readonly extensionUri: vscode.Uri;
}

/** What a page may load files from. */
function roots(extensionUri: vscode.Uri): vscode.Uri[] {
  return [vscode.Uri.joinPath(extensionUri, 'dist'), vscode.Uri.joinPath(extensionUri, 'media')];
}

/** Opens a panel, by default beside the editor, which keeps the focus. */
export function createPanel(
  viewType: string,
  { title, extensionUri }: PageFiles,
  viewColumn: vscode.ViewColumn = vscode.ViewColumn.Beside,
): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(
    viewType,
    title,
    { viewColumn, preserveFocus: true },
    { enableScripts: true, localResourceRoots: roots(extensionUri) },
  );
}

/** A webview panel with a page in it. */
export class PagePanel<Requests, Events> {
  readonly #connection: PageConnection<Requests, Events>;
  readonly #shown = new vscode.EventEmitter<boolean>();
  /** It was shown, or hidden. */
  readonly onVisible = this.#shown.event;

  /** @param panel fresh, or restored by VS Code */
  constructor(
    readonly panel: vscode.WebviewPanel,
    { name, title, extensionUri }: PageFiles,
    schemas: Schemas<Requests>,
    handlers: Handlers<Requests>,
    log: vscode.LogOutputChannel,
  ) {
    const { webview } = panel;
    panel.title = title;
    const icon = (theme: string) => vscode.Uri.joinPath(extensionUri, 'media', 'icons', `${name}-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    webview.options = { enableScripts: true, localResourceRoots: roots(extensionUri) };
    this.#connection = new PageConnection<Requests, Events>(webview, schemas, handlers, (error, method) =>
      log.error(`Page ${name}, ${method}:`, error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
    const file = (extension: string) =>
      webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'webview', `${name}.${extension}`)).toString();
    webview.html = pageHtml({
      language: currentLanguage(),
      title,
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('base64url'),
      script: file('js'),
      style: file('css'),
    });
    panel.onDidChangeViewState(() => {
      // A hidden page does not exist: it is made anew when it is shown, and asks for everything.
      if (!panel.visible) this.#connection.forget();
      this.#shown.fire(panel.visible);
    });
    panel.onDidDispose(() => {
      this.#connection.dispose();
      this.#shown.dispose();
    });
  }

  /** Tells the page, if it listens. */
  push<Event extends keyof Events & string>(event: Event, payload: RequestOf<Events, Event>): void {
    this.#connection.push(event, payload);
  }

  get isReady(): boolean {
    return this.#connection.isReady;
  }
}
