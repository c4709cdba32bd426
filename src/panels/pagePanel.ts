import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { CancellationToken } from 'vscode-jsonrpc';
import type { SavedPageName } from '../export/savedPages.ts';
import type { Handlers, RequestOf } from '../protocol/rpc.ts';
import type { TakingEvents } from '../protocol/taking.ts';
import { takingRequests } from '../protocol/takingValidation.ts';
import type { Schemas } from '../protocol/validation.ts';
import { currentLanguage } from './language.ts';
import { PageConnection } from './pageConnection.ts';
import { pageHtml } from './pageHtml.ts';
import { type TakenPage, takingHandlers } from './taking.ts';

/** Where a page is in the extension. */
export interface PageFiles {
  /** Name of its bundle: dist/webview/NAME.js and .css. */
  readonly name: SavedPageName;
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
  { title, extensionUri }: Omit<PageFiles, 'name'>,
  viewColumn: vscode.ViewColumn = vscode.ViewColumn.Beside,
): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(
    viewType,
    title,
    { viewColumn, preserveFocus: true },
    { enableScripts: true, localResourceRoots: roots(extensionUri) },
  );
}

const open = new Set<{ readonly panel: vscode.WebviewPanel; offerToTake(): void }>();

/** The page that the person is in. */
export function activePanel(): { offerToTake(): void } | undefined {
  return [...open].find(({ panel }) => panel.active);
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
    taken: TakenPage,
  ) {
    const { webview } = panel;
    panel.title = title;
    const icon = (theme: string) => vscode.Uri.joinPath(extensionUri, 'media', 'icons', `${name}-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    webview.options = { enableScripts: true, localResourceRoots: roots(extensionUri) };
    const answer = (method: string, request: unknown, token: CancellationToken) =>
      (handlers as Handlers<Record<string, (request: unknown) => unknown>>)[method](request, token);
    // What every page may ask to have something taken away is no matter of its own.
    const allSchemas = { ...schemas, ...takingRequests } as Schemas<Requests>;
    const allHandlers = { ...handlers, ...takingHandlers(taken, name, answer) } as Handlers<Requests>;
    this.#connection = new PageConnection<Requests, Events>(webview, allSchemas, allHandlers, (error, method) =>
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
    open.add(this);
    panel.onDidDispose(() => {
      open.delete(this);
      this.#connection.dispose();
      this.#shown.dispose();
    });
  }

  /** Brings it forward and has it offer the ways in which what it shows can be taken away. */
  offerToTake(): void {
    this.panel.reveal();
    (this.#connection as PageConnection<unknown, TakingEvents>).push('take', {});
  }

  /** Tells the page, if it listens. */
  push<Event extends keyof Events & string>(event: Event, payload: RequestOf<Events, Event>): void {
    this.#connection.push(event, payload);
  }

  get isReady(): boolean {
    return this.#connection.isReady;
  }
}
