import type { TokenTexts } from '../../src/analysis/tokenText.ts';
import type { Notice, PageState } from '../../src/protocol/page.ts';
import type { ModelSummary, RunSummary, RuntimeSummary, TokenSummary } from '../../src/protocol/run.ts';
import type { AskedRequest } from '../../src/protocol/taking.ts';
import type { PageEffects } from './pageEffects.ts';
import type { PageHost } from './pageHost.ts';
import { type ShownNotice, Store } from './store.ts';

/** A text as it ran, with how its tokens are shown. */
export interface LoadedText {
  readonly runId: string;
  /** Absent where several ran. */
  readonly model?: ModelSummary;
  readonly runtime: RuntimeSummary;
  readonly text: string;
  readonly tokens: readonly TokenSummary[];
  readonly cut?: RunSummary['cut'];
  readonly texts: TokenTexts;
}

type RunState = PageState<{ readonly runId: string }, unknown>;

/** What a page about one text knows. The last good view stays until all of the next is here. */
export abstract class PageStore<State extends RunState = RunState, Navigation = unknown> extends Store<
  State,
  Navigation
> {
  abstract run: LoadedText | null;
  abstract readonly host: PageHost;
  abstract override readonly effects: PageEffects<Navigation>;

  /** Whether what is shown is the run that the host speaks of, and not one before it. */
  protected get isCurrent(): boolean {
    return this.run !== null && this.run.runId === this.state?.run?.runId;
  }

  /** Whether nobody is there to answer until there is another process. */
  protected get isStopped(): boolean {
    return this.state?.activity === 'stopped';
  }

  override get ranWith(): object | undefined {
    const { run, state } = this;
    if (run === null) return undefined;
    const { text, runtime, cut, model, tokens } = run;
    // Where on this computer a model lies is nobody else's business.
    const { folder: _, ...known } = model ?? { folder: '' };
    return { text, tokens: tokens.length, model: model && known, runtime, cut, source: state?.source };
  }

  /** What was asked about the run: a saved view shows what was looked at. */
  override get asked(): readonly AskedRequest[] {
    return this.run ? this.host.answered(this.run.runId) : [];
  }

  get notices(): ShownNotice[] {
    const { state, failure } = this;
    if (state === null) return [];
    const own: Notice[] = [];
    if (this.isStopped) own.push(this.#own('stopped', 'error', 'restart'));
    if (state.outdated && state.run) own.push(this.#own('outdated', 'warning', 'runAgain'));
    if (failure !== null) own.push({ text: failure, severity: 'error' });
    const isOffered = (action: Notice['action']) => state.notices.some((notice) => notice.action === action);
    const shown = [...state.notices, ...own.filter(({ action }) => action === undefined || !isOffered(action))];
    return shown.map(({ action, ...notice }) =>
      action === undefined
        ? notice
        : {
            ...notice,
            button: { name: action, label: this.strings(`page.action.${action}`), press: () => this.#act(action) },
          },
    );
  }

  #own(name: 'stopped' | 'outdated', severity: Notice['severity'], action: Notice['action']): Notice {
    return { text: this.strings(`page.${name}`), severity, action };
  }

  /** Does what the button of a notice promises. */
  #act(action: NonNullable<Notice['action']>): void {
    const { host } = this;
    if (action === 'restart' || action === 'chooseModel') void this.attempt(host.request(action, {}));
    else this.runAgain(action === 'keepOtherEnd');
  }

  /** Asks for another run of the same text: the other end of it, where it was cut. */
  protected abstract runAgain(otherEnd: boolean): void;
}
