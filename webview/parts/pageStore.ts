import type { TokenTexts } from '../../src/analysis/tokenText.ts';
import { UnderhoodError } from '../../src/errors.ts';
import { sentence } from '../../src/localisation.ts';
import type { Notice, PageState } from '../../src/protocol/page.ts';
import type { ModelSummary, RunSummary, RuntimeSummary, TokenSummary } from '../../src/protocol/run.ts';
import { type Strings, stringsOf } from '../shell/strings.ts';
import type { PageEffects } from './pageEffects.ts';
import type { PageHost } from './pageHost.ts';

/** A text as it ran, with how its tokens are shown. */
export interface LoadedText {
  readonly runId: string;
  readonly model: ModelSummary;
  readonly runtime: RuntimeSummary;
  readonly text: string;
  readonly tokens: readonly TokenSummary[];
  readonly cut?: RunSummary['cut'];
  readonly texts: TokenTexts;
}

/** Answers to what nobody waits for any more. */
const silent: readonly string[] = ['cancelled', 'superseded'];

/**
 * Everything that a page knows, and the only one who talks to the host. Components read it, call its methods, and are
 * told of every change. The last good view stays until all of the next is here.
 */
export abstract class PageStore<
  State extends PageState<unknown, unknown> = PageState<unknown, unknown>,
  Navigation = unknown,
> {
  state: State | null = null;
  /** Why the last request of the page failed. */
  failure: string | null = null;
  abstract navigation: Navigation;
  abstract run: LoadedText | null;
  abstract readonly host: PageHost;
  abstract readonly effects: PageEffects<Navigation>;
  readonly #listeners = new Set<() => void>();

  get strings(): Strings {
    return stringsOf(this.state?.language ?? 'en');
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  navigate(change: Partial<Navigation>): void {
    this.navigation = { ...this.navigation, ...change };
    this.effects.save(this.navigation);
    this.changed();
  }

  /** Waits for a request whose failure the person should read. */
  async attempt(request: Promise<unknown>): Promise<void> {
    const before = this.failure;
    try {
      await request;
      this.failure = null;
    } catch (error) {
      if (error instanceof UnderhoodError && silent.includes(error.code)) return;
      this.failure = sentence(this.state?.language ?? 'en', error);
    }
    if (this.failure !== before) this.changed();
  }

  /** Does what the button of a notice promises. */
  act(action: NonNullable<Notice['action']>): void {
    const { host } = this;
    if (action === 'restart' || action === 'chooseModel') void this.attempt(host.request(action, {}));
    else this.runAgain(action === 'keepOtherEnd');
  }

  /** Asks for another run of the same text: the other end of it, where it was cut. */
  protected abstract runAgain(otherEnd: boolean): void;

  protected changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
