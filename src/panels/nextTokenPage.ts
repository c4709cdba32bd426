import * as vscode from 'vscode';
import { UnderhoodError } from '../errors.ts';
import {
  type NextTokenNavigation,
  type NextTokenRequests,
  type NextTokenState,
  nextTokenStart,
} from '../protocol/nextTokenPage.ts';
import { nextTokenRequests } from '../protocol/nextTokenValidation.ts';
import type { ReadingSummary, SamplingSettings } from '../protocol/reading.ts';
import type { Handlers } from '../protocol/rpc.ts';
import { Continuation } from './continuation.ts';
import { takenRunOf } from './taking.ts';
import { type Host, type PageKind, type Saved, TextPage } from './textPage.ts';

const kind: PageKind<ReadingSummary, NextTokenRequests> = {
  name: 'nextToken',
  title: 'page.nextToken',
  schemas: nextTokenRequests,
  // What comes next comes after the end.
  hasChoice: false,
  needsRun: true,
  perform: ({ process }, { runId, text, folder }, token) =>
    process.read({ runId, text, folder, extent: 'window' }, { token }),
};

/** Texts of which the continuations are kept. */
const mostContinuations = 10;

/** What comes after a text, and writing on. */
export class NextTokenPage extends TextPage<ReadingSummary, NextTokenNavigation, NextTokenState, NextTokenRequests> {
  /** What was written, by the text that it follows and the model that wrote it: whoever comes back finds it. */
  readonly #continuations = new Map<string, Continuation>();

  constructor(panel: vscode.WebviewPanel, host: Host, save: (saved: Saved<NextTokenNavigation>) => void) {
    super(panel, host, kind, save);
  }

  get state(): NextTokenState {
    const { tracked } = this.link;
    const canInsert = tracked !== undefined && !this.link.isOutdated;
    return { ...this.commonState, continuation: this.#shown()?.tree, canInsert };
  }

  protected override get takenState(): object {
    const continuation = this.#shown()?.tree;
    return continuation ? { continuation: { ...continuation, isWriting: false } } : {};
  }

  protected override get takenRun() {
    return takenRunOf(this.explanation.run);
  }

  protected handlers(): Handlers<NextTokenRequests> {
    const { process } = this.host;
    return {
      ...this.commonHandlers(),
      runAgain: () => this.begun(this.runAgain()),
      nextToken: (request, token) => process.request('nextToken', request, token),
      vocabulary: (request, token) => process.request('vocabulary', request, token),
      continueText: ({ after, sampling, count }) => this.begun(this.#writable().write(after, sampling, count)),
      stopContinuing: () => this.begun(this.#shown()?.stop()),
      branch: ({ node, id }) => this.begun(this.#writable().branch(node, id)),
      showBranch: ({ tip }) => this.begun(this.#writable().show(tip)),
      insertContinuation: async () => {
        await this.insertContinuation();
        return null;
      },
    };
  }

  /** Goes where texts are continued, and begins. */
  beginWriting(): void {
    const navigation = this.navigation ?? nextTokenStart;
    this.goTo({ ...navigation, view: 'continue', position: null });
    this.write(navigation.sampling, navigation.count);
  }

  /** Goes to a place in the text. @param position how many tokens stand before it */
  lookAt(position: number): void {
    const isEnd = position >= (this.explanation.run?.tokens.length ?? 0);
    this.goTo({ ...(this.navigation ?? nextTokenStart), view: 'next', position: isEnd ? null : position });
  }

  /** Writes on after the text. */
  write(sampling: SamplingSettings, count: number): void {
    void this.#writable().write(null, sampling, count);
  }

  override cancel(): void {
    this.#shown()?.stop();
    super.cancel();
  }

  /** Writes the branch in front into the document, right behind the text. */
  async insertContinuation(): Promise<void> {
    const { tracked } = this.link;
    const text = this.#shown()?.text;
    if (!tracked || !text) return;
    const document = await vscode.workspace.openTextDocument(tracked.uri);
    if (this.link.isOutdated) throw new UnderhoodError('continuation.outdated');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(tracked.uri, document.positionAt(tracked.range.end), text);
    const isDone = await vscode.workspace.applyEdit(edit);
    if (!isDone) throw new UnderhoodError('continuation.readOnly');
  }

  protected override dispose(): void {
    for (const continuation of this.#continuations.values()) continuation.stop();
    super.dispose();
  }

  /** The continuation of the reading that is shown, where there is one. */
  #shown(): Continuation | undefined {
    const { run } = this.explanation;
    const known = run && this.#continuations.get(keyOf(run));
    if (known) known.runId = run.runId;
    return known;
  }

  /** The same, begun where there is none. */
  #writable(): Continuation {
    const { run } = this.explanation;
    if (!run) throw new UnderhoodError('process.runForgotten');
    const shown = this.#shown();
    if (shown) return shown;
    const changed = () => this.push();
    const begun = new Continuation(run.runId, this.host.process, changed, (error) => this.fail(error));
    this.#continuations.set(keyOf(run), begun);
    const [[key, oldest]] = this.#continuations;
    if (this.#continuations.size > mostContinuations) {
      oldest.stop();
      this.#continuations.delete(key);
    }
    return begun;
  }
}

function keyOf({ model, text }: ReadingSummary): string {
  return `${model.folder}\n${text}`;
}
