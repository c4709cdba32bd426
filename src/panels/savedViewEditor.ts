import { posix } from 'node:path';
import * as vscode from 'vscode';
import { currentPalette } from '../editor/palette.ts';
import { toUnderhoodError, UnderhoodError } from '../errors.ts';
import type { SavedPageName } from '../export/savedPages.ts';
import { decodeView, mostBytes, requestKey, type SavedView } from '../export/savedView.ts';
import { translate } from '../localisation.ts';
import type { Notice, PageEvents, PageState } from '../protocol/page.ts';
import type { Handlers } from '../protocol/rpc.ts';
import { attentionRequests, nextTokenRequests, type Schemas } from '../protocol/validation.ts';
import { currentLanguage, say } from './language.ts';
import { PagePanel } from './pagePanel.ts';
import type { TakingHost } from './taking.ts';

/** What opened views are made with. */
export interface SavedViewHost {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly taking: TakingHost;
  /** The folder of the model with these weights, where one of those that are known here has them. */
  findModel(weights: string): Promise<string | undefined>;
  /** Runs a text with a model, on the page of that name. */
  runAgain(page: SavedPageName, folder: string, text: string): Promise<void>;
}

type Requests = Readonly<Record<string, (request: unknown) => unknown>>;
const schemas: Readonly<Record<SavedPageName, object>> = {
  attention: attentionRequests,
  nextToken: nextTokenRequests,
};

/** A `.underhood` file that was opened: the view, or why it is none. */
interface SavedDocument extends vscode.CustomDocument {
  readonly view: SavedView;
}

/** Opens `.underhood` files: each is the page that it was saved from, with the answers that are in it. */
export class SavedViewEditor implements vscode.CustomReadonlyEditorProvider<SavedDocument> {
  static readonly viewType = 'underhood.savedView';

  constructor(private readonly host: SavedViewHost) {}

  /** Throws what is wrong with the file as a sentence, which VS Code shows in place of the page. */
  async openCustomDocument(uri: vscode.Uri): Promise<SavedDocument> {
    try {
      const { size } = await vscode.workspace.fs.stat(uri);
      if (size > mostBytes) throw new UnderhoodError('savedView.tooLarge');
      const view = decodeView(await vscode.workspace.fs.readFile(uri), posix.basename(uri.path));
      return { uri, view, dispose: () => {} };
    } catch (error) {
      const { code, parameters } = toUnderhoodError(error);
      throw new Error(translate(currentLanguage(), code, parameters));
    }
  }

  resolveCustomEditor({ uri, view }: SavedDocument, panel: vscode.WebviewPanel): void {
    new OpenedView(posix.basename(uri.path), view, panel, this.host);
  }
}

/** A page that is answered from a file. */
class OpenedView {
  readonly #page: PagePanel<Requests, PageEvents<object>>;
  /** Where the model is that made it; null: nowhere here; undefined: not known yet. */
  #folder: string | null | undefined;
  #failure?: UnderhoodError;

  constructor(
    private readonly name: string,
    private readonly view: SavedView,
    panel: vscode.WebviewPanel,
    private readonly host: SavedViewHost,
  ) {
    const files = { name: view.page, title: name, extensionUri: host.extensionUri };
    const taken = { host: host.taking, made: view.made, kept: () => view.state };
    const own = schemas[view.page] as Schemas<Requests>;
    this.#page = new PagePanel(panel, files, own, this.#handlers(Object.keys(own)), host.log, taken);
    const listener = vscode.workspace.onDidChangeConfiguration((event) => {
      const isSaid = ['underhood.language', 'underhood.palette'];
      if (isSaid.some((setting) => event.affectsConfiguration(setting))) this.#push();
    });
    panel.onDidDispose(() => listener.dispose());
    void this.#look();
  }

  /** Looks whether the model is here. */
  async #look(): Promise<void> {
    const { weights } = this.view.made;
    this.#folder = (weights && (await this.host.findModel(weights).catch(() => undefined))) ?? null;
    this.#push();
  }

  get #state(): PageState<unknown, unknown> {
    return {
      language: currentLanguage(),
      follow: false,
      activity: 'ready',
      outdated: false,
      notices: this.#notices,
      ...this.view.state,
      palette: currentPalette(),
    };
  }

  get #notices(): Notice[] {
    const language = currentLanguage();
    const date = new Date(this.view.made.date).toLocaleString(language);
    const { name: model } = (this.view.state as { readonly run: { readonly model: { readonly name: string } } }).run
      .model;
    const parameters = { name: this.name, date, model };
    const kept: Notice = this.#folder
      ? { text: say('savedView.here', parameters), severity: 'information', action: 'runAgain' }
      : {
          text: say(this.#folder === null ? 'savedView.notHere' : 'savedView.opened', parameters),
          severity: 'information',
        };
    if (!this.#failure) return [kept];
    const { code, parameters: detail } = this.#failure;
    return [kept, { text: translate(language, code, detail), severity: 'error' }];
  }

  /** What is in the file is answered; what would have to be computed needs the model; the rest does nothing. */
  #handlers(methods: readonly string[]): Handlers<Requests> {
    const found = new Map(
      this.view.answers.map(({ method, request, answer }) => [requestKey(method, request), answer]),
    );
    const held = new Set(this.view.answers.map(({ method }) => method));
    const idle = new Set(['cancel', 'restart', 'setFollow', 'hoverToken', 'saveNavigation', 'shade']);
    const handlers = methods.map((method) => [
      method,
      (request: unknown) => {
        if (method === 'ready') return this.#state;
        if (method === 'runAgain') return this.#runAgain();
        if (idle.has(method)) return null;
        const key = requestKey(method, request);
        if (!held.has(method) || !found.has(key)) throw new UnderhoodError('savedView.notHeld');
        return found.get(key);
      },
    ]);
    return Object.fromEntries(handlers);
  }

  async #runAgain(): Promise<null> {
    if (!this.#folder) throw new UnderhoodError('savedView.notHeld');
    const { text } = (this.view.state as { readonly run: { readonly text: string } }).run;
    try {
      await this.host.runAgain(this.view.page, this.#folder, text);
      this.#failure = undefined;
    } catch (error) {
      this.#failure = toUnderhoodError(error);
      this.#push();
    }
    return null;
  }

  #push(): void {
    const { navigation: _, ...state } = this.#state;
    this.#page.push('state', state);
  }
}
