import * as vscode from 'vscode';
import { DocumentLink } from '../editor/documentLink.ts';
import { type Doable, markDone } from '../editor/done.ts';
import type { SelectedText } from '../editor/editorSelection.ts';
import type { Follow, Follower } from '../editor/follow.ts';
import { digestOf, openDocument, TrackedText, textAt } from '../editor/trackedText.ts';
import { toUnderhoodError, UnderhoodError } from '../errors.ts';
import type { HostKey } from '../localisation.ts';
import type { ModelProcess } from '../modelProcess/client.ts';
import type { ModelChoice } from '../modelProcess/modelChoice.ts';
import type { PageEvents, PageRequests, PageState } from '../protocol/page.ts';
import type { Handlers } from '../protocol/rpc.ts';
import type { KeptEnd } from '../protocol/run.ts';
import type { Schemas } from '../protocol/validation.ts';
import { type Asked, Explanation, type Offer } from './explanation.ts';
import { type About, type HeaderHost, headerHandlers, headerState, onHeader } from './header.ts';
import { say } from './language.ts';
import type { TextRun } from './notices.ts';
import { oncePerTurn } from './oncePerTurn.ts';
import { PagePanel } from './pagePanel.ts';
import type { TakenRun, TakingHost } from './taking.ts';

/** What pages are made with. */
export interface Host extends HeaderHost {
  readonly extensionUri: vscode.Uri;
  readonly process: ModelProcess;
  /** Which model is explained. */
  readonly choice: Pick<ModelChoice, 'folder'>;
  readonly follow: Follow;
  readonly log: vscode.LogOutputChannel;
  readonly taking: TakingHost;
}

/** One kind of page. */
export interface PageKind<Run extends TextRun, Requests> {
  /** Of its bundle and its icons. */
  readonly name: Doable;
  readonly title: HostKey;
  readonly schemas: Schemas<Requests>;
  /** Whether the person may choose which end of a text is used that is longer than the context. */
  readonly hasChoice: boolean;
  /** Whether there is nowhere to be on the page before it has a run. */
  readonly needsRun: boolean;
  perform(host: Host, asked: Asked, token: vscode.CancellationToken): Promise<Run>;
}

/** Which text ran. */
interface SavedText {
  readonly document: string;
  readonly start: number;
  readonly end: number;
  readonly digest: string;
  readonly source: SelectedText['kind'];
  readonly kept: KeptEnd;
}

/** What brings a page back after the window was reloaded: what ran, where a text of a document did, not what came out. */
export type Saved<Navigation> = { readonly navigation: Navigation | null } & (
  | SavedText
  | { readonly document?: undefined }
);

/** A page about what a model did with a text of a document: its panel, the run, and their link with the document. */
export abstract class TextPage<
  Run extends TextRun,
  Navigation,
  State extends PageState<Run, Navigation>,
  Requests extends PageRequests<State, Navigation>,
> implements Follower
{
  protected readonly explanation: Explanation<Run>;
  protected readonly link = new DocumentLink();
  readonly #page: PagePanel<Requests, PageEvents<State>>;
  readonly #parts: { dispose(): void }[];
  /** What runs next when the person asks for it: a selection that was too long to be run unasked. */
  #offered?: SelectedText;
  /** The text of the run that was asked for last, whatever became of it. */
  #asked?: TrackedText;
  #navigation: Navigation | null = null;
  /** The page knows the run, and is no longer to be told where in it it was. */
  #isArranged = false;
  /** Tells the page. What changes together is told once: every state has it draw itself anew. */
  protected readonly push = oncePerTurn(() => {
    if (this.#page.isReady) this.#page.push('state', this.#toSend());
  });

  /** @param save told what would bring the page back */
  constructor(
    readonly panel: vscode.WebviewPanel,
    protected readonly host: Host,
    private readonly kind: PageKind<Run, Requests>,
    private readonly save: (saved: Saved<Navigation>) => void,
  ) {
    this.explanation = new Explanation(
      host.process,
      (asked, token) => kind.perform(host, asked, token),
      kind.hasChoice,
    );
    const files = { name: kind.name, title: say(kind.title), extensionUri: host.extensionUri };
    const taken = {
      host: host.taking,
      process: host.process,
      run: () => this.takenRun,
      kept: () => this.#kept(),
    };
    this.#page = new PagePanel(panel, files, kind.schemas, this.handlers(), host.log, taken);
    this.#parts = [
      this.explanation,
      this.link,
      host.process.retain(),
      host.follow.add(this),
      this.explanation.onChange(() => this.push()),
      this.link.onOutdated(() => this.push()),
      this.link.onCursor((index) => this.#page.push('cursor', { index })),
      this.#page.onVisible((isVisible) => {
        if (!isVisible) this.forgetGestures();
      }),
      onHeader(host, () => {
        panel.title = say(kind.title);
        this.push();
      }),
    ];
    panel.onDidDispose(() => this.dispose());
  }

  get isVisible(): boolean {
    return this.panel.visible;
  }

  /** Whether the page itself has come up and listens. */
  get isReady(): boolean {
    return this.#page.isReady;
  }

  /** What the page is told. */
  abstract get state(): State;

  /** Answers what this kind of page asks. Called once, before the fields of a subclass are there. */
  protected abstract handlers(): Handlers<Requests>;

  /** What is the same in the state of every page. */
  protected get commonState(): PageState<Run, Navigation> {
    return this.explanation.state({ ...headerState(this.host), outdated: this.link.isOutdated });
  }

  /** Answers what every page asks. */
  protected commonHandlers(): Handlers<PageRequests<State, Navigation>> {
    const { process } = this.host;
    return {
      ...headerHandlers(this.host, () => this.about),
      ready: () => {
        this.#isArranged = false;
        return this.#toSend();
      },
      cancel: () => this.begun(this.cancel()),
      restart: async () => {
        await process.restart();
        this.recover();
        return null;
      },
      hoverToken: ({ index }) => this.begun(this.link.hover(index)),
      saveNavigation: (navigation) => {
        // Before the page was told where it was, it is nowhere.
        if (this.#isArranged) {
          this.#navigation = navigation;
          this.#save();
        }
        return null;
      },
    };
  }

  /** The answer to what is begun and not waited for. What goes wrong with it stands on the page. */
  protected begun(work: unknown): null {
    void Promise.resolve(work).catch((error) => this.fail(error));
    return null;
  }

  /** What the next question is about: the text of the run, in its document where it has one. */
  protected get about(): About {
    const { run, source } = this.commonState;
    const isExample = source?.kind === 'example';
    const text = isExample ? run?.text : this.link.tracked;
    return { page: this.kind.name, text, column: this.panel.viewColumn };
  }

  /** The run whose activations can be written. */
  protected abstract get takenRun(): TakenRun | undefined;

  /** What of the run a saved view needs besides it. */
  protected get takenState(): object {
    return {};
  }

  /** What a file holds of the page's state. */
  #kept(): object | undefined {
    const { run, source } = this.commonState;
    const navigation = this.#navigation;
    if (!navigation || (this.kind.needsRun && !run)) return undefined;
    return { ...(run && { run }), ...(source && { source }), navigation, ...this.takenState };
  }

  /** Where in its data the page is. */
  protected get navigation(): Navigation | null {
    return this.#navigation;
  }

  /** Brings the page to another place. */
  protected goTo(navigation: Navigation): void {
    this.#navigation = navigation;
    this.#isArranged = false;
    this.push();
  }

  /** Runs a text. Resolves to the run, or to nothing where it failed or was dropped: the page says which. */
  async explain(selected: SelectedText, kept: KeptEnd = 'start'): Promise<Run | undefined> {
    this.#offered = undefined;
    const tracked = new TrackedText(selected);
    const current = this.link.tracked;
    if (this.#asked !== current) this.#asked?.dispose();
    this.#asked = tracked;
    const document = nameOf(selected.document.uri);
    const source = { text: selected.text, document, kind: selected.kind };
    const run = await this.explanation.explain(source, kept, this.host.choice.folder);
    if (!run) return undefined;
    this.link.adopt(tracked, run);
    markDone(this.kind.name);
    this.#save();
    this.push();
    return run;
  }

  /** Runs again what was asked for last, as the document says it now: with another model, or the other end of it. */
  async runAgain(kept: KeptEnd = this.explanation.kept): Promise<void> {
    try {
      const selected = this.#offered ?? (await this.#asked?.now());
      if (selected) await this.explain(selected, kept);
      else await this.runUnasked();
    } catch (error) {
      this.fail(error);
    }
  }

  /** What runs where nobody asked for a text: nothing, unless a page brings an example. */
  protected async runUnasked(): Promise<void> {}

  offer(selected: SelectedText | undefined, offer?: Offer): void {
    this.#offered = selected;
    this.explanation.offer(offer);
  }

  cancel(): void {
    this.explanation.cancel();
  }

  /** Says on the page what went wrong. The last good run stays. */
  fail(error: unknown): void {
    this.explanation.fail(toUnderhoodError(error));
  }

  /** What went wrong is mended. */
  recover(): void {
    this.explanation.fail(undefined);
  }

  /** Brings back what was saved, where the document still has that text. */
  async restore(saved: Saved<Navigation>): Promise<void> {
    this.#navigation = saved.navigation;
    try {
      if (saved.document === undefined) {
        await this.runUnasked();
        return;
      }
      const { document, start, end, digest, source, kept } = saved;
      const selected = textAt(await openDocument(vscode.Uri.parse(document)), { start, end }, source);
      if (digestOf(selected.text) !== digest) throw new UnderhoodError('selection.gone');
      await this.explain(selected, kept);
    } catch (error) {
      this.fail(error);
    }
  }

  /** The page was hidden: nothing is pointed at any more. */
  protected forgetGestures(): void {
    this.link.hover(null);
  }

  protected dispose(): void {
    if (this.#asked !== this.link.tracked) this.#asked?.dispose();
    for (const part of this.#parts) part.dispose();
  }

  /** The state to send: the first one, or the first with a run, tells a page where it was before. */
  #toSend(): State {
    const { state } = this;
    if ((this.kind.needsRun && !state.run) || this.#isArranged) return state;
    this.#isArranged = true;
    return this.#navigation ? { ...state, navigation: this.#navigation } : state;
  }

  #save(): void {
    const { tracked } = this.link;
    const navigation = this.#navigation;
    if (!tracked) {
      if (!this.kind.needsRun) this.save({ navigation });
      return;
    }
    this.save({
      document: tracked.uri.toString(),
      ...tracked.range,
      digest: digestOf(tracked.text),
      source: tracked.kind,
      kept: this.explanation.kept,
      navigation,
    });
  }
}

/** By its way from the folder that is open, or only its own name where it lies elsewhere. */
function nameOf(uri: vscode.Uri): string {
  const isWithin = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  return isWithin ? vscode.workspace.asRelativePath(uri) : (uri.path.split('/').at(-1) ?? uri.path);
}
