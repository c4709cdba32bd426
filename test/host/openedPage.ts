import * as vscode from 'vscode';

/** A panel whose page is the test: it asks what a page asks, and hears what a page hears. */
export class OpenedPage {
  readonly #received = new vscode.EventEmitter<unknown>();
  readonly #disposed = new vscode.EventEmitter<void>();
  readonly #waiting = new Map<number, (message: Answer) => void>();
  #requests = 0;
  /** The last state that was pushed or answered. */
  state: { readonly notices: readonly { readonly text: string; readonly action?: string }[] } | undefined;
  html = '';

  readonly panel: vscode.WebviewPanel;

  constructor() {
    const page = this;
    const webview = {
      options: {},
      cspSource: 'test:',
      asWebviewUri: (uri: vscode.Uri) => uri,
      onDidReceiveMessage: this.#received.event,
      postMessage: async (message: unknown) => {
        this.#hear(message as Answer & Pushed);
        return true;
      },
      get html() {
        return page.html;
      },
      set html(html: string) {
        page.html = html;
      },
    };
    const panel = {
      ...{ webview, title: '', visible: true, active: true, viewColumn: vscode.ViewColumn.One },
      ...{ onDidDispose: this.#disposed.event, onDidChangeViewState: new vscode.EventEmitter<void>().event },
      reveal: () => {},
    };
    this.panel = panel as unknown as vscode.WebviewPanel;
  }

  /** Asks the host; rejects with the code of its error. */
  async ask(method: string, request: unknown = {}): Promise<unknown> {
    this.#requests += 1;
    const id = this.#requests;
    const answer = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
    this.#received.fire({ jsonrpc: '2.0', id, method, params: [request] });
    const { result, error } = await answer;
    if (error) throw new Error(error.data?.code ?? error.message);
    if (method === 'ready') this.state = result as typeof this.state;
    return result;
  }

  dispose(): void {
    this.#disposed.fire();
  }

  #hear(message: Answer & Pushed): void {
    if (message.method === 'state') this.state = message.params[0] as typeof this.state;
    this.#waiting.get(message.id)?.(message);
    this.#waiting.delete(message.id);
  }
}

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string; readonly data?: { readonly code: string } };
}

interface Pushed {
  readonly method?: string;
  readonly params: readonly unknown[];
}
