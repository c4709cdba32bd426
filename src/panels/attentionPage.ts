import * as vscode from 'vscode';
import { DocumentLink } from '../editor/documentLink.ts';
import type { SelectedText } from '../editor/editorSelection.ts';
import type { Follow, Follower } from '../editor/follow.ts';
import { digestOf, openDocument, TrackedText, textAt } from '../editor/trackedText.ts';
import { toUnderhoodError, UnderhoodError } from '../errors.ts';
import type { ModelProcess } from '../modelProcess/client.ts';
import type { ModelChoice } from '../modelProcess/modelChoice.ts';
import type {
  AttentionEvents,
  AttentionNavigation,
  AttentionRequests,
  AttentionState,
} from '../protocol/attentionPage.ts';
import type { Handlers } from '../protocol/rpc.ts';
import type { KeptEnd } from '../protocol/run.ts';
import { attentionRequests, type SavedAttention } from '../protocol/validation.ts';
import { Explanation, type Offer } from './explanation.ts';
import { currentLanguage, say } from './language.ts';
import { PagePanel } from './pagePanel.ts';

/** What pages are made with. */
export interface Host {
  readonly extensionUri: vscode.Uri;
  readonly process: ModelProcess;
  readonly choice: ModelChoice;
  readonly follow: Follow;
  readonly log: vscode.LogOutputChannel;
}

/** The attention page: an explanation, its panel, and its link with the document. */
export class AttentionPage implements Follower {
  readonly #page: PagePanel<AttentionRequests, AttentionEvents>;
  readonly #explanation: Explanation;
  readonly #link = new DocumentLink();
  readonly #parts: { dispose(): void }[];
  /** What runs next when the person asks for it: a selection that was too long to be run unasked. */
  #offered?: SelectedText;
  /** The text of the run that was asked for last, whatever became of it. */
  #asked?: TrackedText;
  #navigation: AttentionNavigation | null = null;
  /** The page knows the run, and is no longer to be told where in it it was. */
  #isArranged = false;
  /** Something changed that the page does not know yet. */
  #isToBeTold = false;

  /** @param save told what would bring the page back */
  constructor(
    readonly panel: vscode.WebviewPanel,
    private readonly host: Host,
    private readonly save: (saved: SavedAttention) => void,
  ) {
    this.#explanation = new Explanation(host.process);
    const files = { name: 'attention', title: say('page.attention'), extensionUri: host.extensionUri };
    this.#page = new PagePanel(panel, files, attentionRequests, this.#handlers(), host.log);
    this.#parts = [
      this.#explanation,
      this.#link,
      host.process.retain(),
      host.follow.add(this),
      host.follow.onChange(() => this.#push()),
      this.#explanation.onChange(() => this.#push()),
      this.#link.onOutdated(() => this.#push()),
      this.#link.onCursor((index) => this.#page.push('cursor', { index })),
      this.#page.onVisible((isVisible) => {
        if (!isVisible) this.#forgetGestures();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration('underhood.language')) return;
        panel.title = say('page.attention');
        this.#push();
      }),
    ];
    panel.onDidDispose(() => this.#dispose());
  }

  get isVisible(): boolean {
    return this.panel.visible;
  }

  /** Whether the page itself has come up and listens. */
  get isReady(): boolean {
    return this.#page.isReady;
  }

  /** What the page is told. */
  get state(): AttentionState {
    return this.#explanation.state({
      language: currentLanguage(),
      follow: this.host.follow.isOn,
      outdated: this.#link.isOutdated,
    });
  }

  /** Runs a text. */
  async explain(selected: SelectedText, kept: KeptEnd = 'start'): Promise<void> {
    this.#offered = undefined;
    const tracked = new TrackedText(selected);
    const current = this.#link.tracked;
    if (this.#asked !== current) this.#asked?.dispose();
    this.#asked = tracked;
    const document = vscode.workspace.asRelativePath(selected.document.uri);
    const source = { text: selected.text, document, kind: selected.kind };
    const run = await this.#explanation.explain(source, kept, this.host.choice.folder);
    if (!run) return;
    this.#link.adopt(tracked, run);
    this.#save();
    this.#push();
  }

  /** Runs again what was asked for last, as the document says it now: with another model, or the other end of it. */
  async runAgain(kept: KeptEnd = this.#explanation.kept): Promise<void> {
    try {
      const selected = this.#offered ?? (await this.#asked?.now());
      if (selected) await this.explain(selected, kept);
    } catch (error) {
      this.fail(error);
    }
  }

  offer(selected: SelectedText | undefined, offer?: Offer): void {
    this.#offered = selected;
    this.#explanation.offer(offer);
  }

  cancel(): void {
    this.#explanation.cancel();
  }

  /** Says on the page what went wrong. The last good run stays. */
  fail(error: unknown): void {
    this.#explanation.fail(toUnderhoodError(error));
  }

  /** What went wrong is mended. */
  recover(): void {
    this.#explanation.fail(undefined);
  }

  /** Brings back what was saved, where the document still has that text. */
  async restore({ document, start, end, digest, source, kept, navigation }: SavedAttention): Promise<void> {
    try {
      this.#navigation = navigation;
      const selected = textAt(await openDocument(vscode.Uri.parse(document)), { start, end }, source);
      if (digestOf(selected.text) !== digest) throw new UnderhoodError('selection.gone');
      await this.explain(selected, kept);
    } catch (error) {
      this.fail(error);
    }
  }

  /** The state to send: the first one with a run tells a page where it was before. */
  #toSend(): AttentionState {
    const { state } = this;
    if (!state.run || this.#isArranged) return state;
    this.#isArranged = true;
    return this.#navigation ? { ...state, navigation: this.#navigation } : state;
  }

  /** Tells the page. What changes together is told once: every state has it draw itself anew. */
  #push(): void {
    if (this.#isToBeTold) return;
    this.#isToBeTold = true;
    setImmediate(() => {
      this.#isToBeTold = false;
      if (this.#page.isReady) this.#page.push('state', this.#toSend());
    });
  }

  #handlers(): Handlers<AttentionRequests> {
    const { process, follow } = this.host;
    const done = (work: unknown): null => {
      void work;
      return null;
    };
    return {
      ready: () => {
        this.#isArranged = false;
        return this.#toSend();
      },
      thumbnails: (request, token) => process.request('thumbnails', request, token),
      head: (request, token) => process.request('head', request, token),
      cell: (request, token) => process.request('cell', request, token),
      runAgain: ({ kept }) => done(this.runAgain(kept)),
      cancel: () => done(this.cancel()),
      restart: async () => {
        await process.restart();
        this.recover();
        return null;
      },
      chooseModel: () => done(vscode.commands.executeCommand('underhood.chooseModel')),
      setFollow: ({ follow: isOn }) => done(follow.set(isOn)),
      hoverToken: ({ index }) => done(this.#link.hover(index)),
      shade: (request) => done(this.#link.shade(request?.weights ?? null)),
      saveNavigation: (navigation) => {
        // Before the page has a run it has nowhere to be.
        if (this.#isArranged) {
          this.#navigation = navigation;
          this.#save();
        }
        return null;
      },
    };
  }

  #forgetGestures(): void {
    this.#link.hover(null);
    this.#link.shade(null);
  }

  #save(): void {
    const { tracked } = this.#link;
    if (!tracked) return;
    this.save({
      document: tracked.uri.toString(),
      ...tracked.range,
      digest: digestOf(tracked.text),
      source: tracked.kind,
      kept: this.#explanation.kept,
      navigation: this.#navigation,
    });
  }

  #dispose(): void {
    if (this.#asked !== this.#link.tracked) this.#asked?.dispose();
    for (const part of this.#parts) part.dispose();
  }
}
