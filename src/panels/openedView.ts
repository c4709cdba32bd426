import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { CancellationToken } from 'vscode-jsonrpc';
import { currentPalette, onPalette } from '../editor/palette.ts';
import { toUnderhoodError, UnderhoodError } from '../errors.ts';
import { requestKey } from '../export/requestKey.ts';
import type { SavedView } from '../export/savedView.ts';
import { sentence } from '../localisation.ts';
import type { HeaderState, NextQuestion, Notice, PageEvents } from '../protocol/page.ts';
import type { Handlers } from '../protocol/rpc.ts';
import type { Schemas } from '../protocol/validation.ts';
import type { AskNext } from './header.ts';
import { currentLanguage, onLanguage, say } from './language.ts';
import { PagePanel } from './pagePanel.ts';
import { type Again, savedKinds } from './savedKinds.ts';
import type { TakingHost } from './taking.ts';

/** What opened views are made with. */
export interface SavedViewHost {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly taking: TakingHost;
  readonly askNext: AskNext;
  /** The folder of the model with these weights, where one of those that are known here has them. */
  findModel(weights: string): Promise<string | undefined>;
  /** Told when other models are known here. */
  onModels(listener: () => void): vscode.Disposable;
  /** Does once more what a view shows, on the page that it came from. */
  runAgain(again: Again): Promise<void>;
}

type Requests = Readonly<Record<string, (request: unknown) => unknown>>;

/** What a page says that needs no answer, and changes nothing that a file could hold. */
const idle = ['cancel', 'restart', 'setFollow', 'hoverToken', 'saveNavigation', 'shade', 'stopContinuing'];

/** A page that is answered from a file. */
export class OpenedView {
  readonly #page: PagePanel<Requests, PageEvents<object>>;
  readonly #name: string;
  /** Where the models are that made it, those that are here; undefined: not known yet. */
  #folders?: readonly string[];
  /** The look that counts: another one may be over sooner than one before it. */
  #looking?: object;
  #failure?: UnderhoodError;

  constructor(
    uri: vscode.Uri,
    private readonly view: SavedView,
    private readonly panel: vscode.WebviewPanel,
    private readonly host: SavedViewHost,
  ) {
    this.#name = posix.basename(uri.path);
    const files = { name: view.page, title: this.#name, extensionUri: host.extensionUri };
    const taken = { host: host.taking, made: view.made, kept: () => view.state };
    const { schemas } = savedKinds[view.page];
    const handlers = this.#handlers(Object.keys(schemas));
    this.#page = new PagePanel(panel, files, schemas as Schemas<Requests>, handlers, host.log, taken);
    const listeners = [
      onLanguage(() => this.#push()),
      onPalette(() => this.#push()),
      host.onModels(() => void this.#look()),
    ];
    panel.onDidDispose(() => {
      for (const listener of listeners) listener.dispose();
    });
    void this.#look();
  }

  /** Looks which of the models are here. */
  async #look(): Promise<void> {
    const looking = {};
    this.#looking = looking;
    const { weights, systems } = this.view.made;
    const hashes = systems?.map((system) => system.weights) ?? (weights ? [weights] : []);
    const found = await Promise.all(hashes.map((hash) => this.host.findModel(hash).catch(() => undefined)));
    if (this.#looking !== looking) return;
    this.#folders = found.filter((folder) => folder !== undefined);
    this.#push();
  }

  get #state(): HeaderState & Readonly<Record<string, unknown>> {
    const header = { language: currentLanguage(), follow: false, palette: currentPalette(), isSaved: true as const };
    const { view } = this;
    const own = savedKinds[view.page].live(view.state as never, header.language);
    return { ...view.state, ...own, ...header, notices: [...this.#notices, ...(own.notices ?? [])] };
  }

  get #notices(): Notice[] {
    const { page, state, made } = this.view;
    const language = currentLanguage();
    const date = new Date(made.date).toLocaleString(language);
    const told = savedKinds[page].tell(state as never, this.#folders?.length);
    const kept: Notice = {
      text: say(told.key, { name: this.#name, date, ...told.parameters }),
      severity: 'information',
      ...(told.canRun && { action: 'runAgain' }),
    };
    return this.#failure ? [kept, { text: sentence(language, this.#failure), severity: 'error' }] : [kept];
  }

  /** What is in the file is answered; what would have to be computed needs the model; the rest does nothing. */
  #handlers(methods: readonly string[]): Handlers<Requests> {
    const found = new Map(
      this.view.answers.map(({ method, request, answer }) => [requestKey(method, request), answer]),
    );
    const { again } = savedKinds[this.view.page];
    const answer = (method: string, request: unknown): unknown => {
      if (method === 'ready') return this.#state;
      if (method === again) return this.#runAgain(request);
      if (method === 'askNext') return this.#askNext(request as NextQuestion);
      if (method === 'chooseModel') return this.#chooseModel();
      if (idle.includes(method)) return null;
      const key = requestKey(method, request);
      if (!found.has(key)) throw this.#notHeld;
      return found.get(key);
    };
    type Handler = (request: unknown, token: CancellationToken) => unknown;
    const handlers = methods.map((method): [string, Handler] => [method, (request) => answer(method, request)]);
    return Object.fromEntries(handlers);
  }

  /** Why something cannot be seen, and what to do about it. */
  get #notHeld(): UnderhoodError {
    const { notHeld } = savedKinds[this.view.page];
    if (notHeld) return new UnderhoodError(notHeld);
    return new UnderhoodError(this.#folders?.length ? 'savedView.notHeld' : 'savedView.notHeldHere');
  }

  async #runAgain(request: unknown): Promise<null> {
    const again = savedKinds[this.view.page].runAgain?.(this.view.state as never, this.#folders ?? [], request);
    if (!again) throw this.#notHeld;
    try {
      await this.host.runAgain(again);
      this.#failure = undefined;
    } catch (error) {
      this.#failure = toUnderhoodError(error);
    }
    this.#push();
    return null;
  }

  /** Another question about the same text, asked of the model that is here. */
  async #askNext(question: NextQuestion): Promise<null> {
    const { page, state } = this.view;
    const [folder] = savedKinds[page].isOfOneModel ? (this.#folders ?? []) : [];
    const text = savedKinds[page].textOf(state as never);
    await this.host.askNext(question, { page, text, folder, column: this.panel.viewColumn });
    return null;
  }

  /** Which model is explained elsewhere: one that is chosen so is known here from then on. */
  #chooseModel(): null {
    if (!savedKinds[this.view.page].isOfOneModel) throw this.#notHeld;
    void vscode.commands.executeCommand('underhood.chooseModel');
    return null;
  }

  #push(): void {
    const { navigation: _, ...state } = this.#state;
    this.#page.push('state', state);
  }
}
