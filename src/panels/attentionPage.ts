import type * as vscode from 'vscode';
import {
  type AttentionNavigation,
  type AttentionRequests,
  type AttentionState,
  attentionStart,
  pinned,
} from '../protocol/attentionPage.ts';
import { attentionRequests } from '../protocol/attentionValidation.ts';
import type { Handlers } from '../protocol/rpc.ts';
import type { RunSummary } from '../protocol/run.ts';
import { takenRunOf } from './taking.ts';
import { type Host, type PageKind, type Saved, TextPage } from './textPage.ts';

const kind: PageKind<RunSummary, AttentionRequests> = {
  name: 'attention',
  title: 'page.attention',
  schemas: attentionRequests,
  hasChoice: true,
  needsRun: true,
  perform: ({ process }, asked, token) => process.run(asked, token),
};

/** Every head of a model, over a text. */
export class AttentionPage extends TextPage<RunSummary, AttentionNavigation, AttentionState, AttentionRequests> {
  constructor(panel: vscode.WebviewPanel, host: Host, save: (saved: Saved<AttentionNavigation>) => void) {
    super(panel, host, kind, save);
  }

  get state(): AttentionState {
    return this.commonState;
  }

  protected override get takenRun() {
    return takenRunOf(this.explanation.run);
  }

  protected handlers(): Handlers<AttentionRequests> {
    const { process } = this.host;
    return {
      ...this.commonHandlers(),
      thumbnails: (request, token) => process.request('thumbnails', request, token),
      head: (request, token) => process.request('head', request, token),
      cell: (request, token) => process.request('cell', request, token),
      runAgain: ({ kept }) => this.begun(this.runAgain(kept)),
      shade: (request) => this.begun(this.link.shade(request?.weights ?? null)),
    };
  }

  /** Brings a head to the front. */
  lookAt(head: AttentionNavigation['pinned'][number]): void {
    this.goTo(pinned(this.navigation ?? attentionStart, head));
  }

  protected override forgetGestures(): void {
    super.forgetGestures();
    this.link.shade(null);
  }
}
