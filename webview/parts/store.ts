import { UnderhoodError } from '../../src/errors.ts';
import { type Language, sentence } from '../../src/localisation.ts';
import type { Notice } from '../../src/protocol/page.ts';
import type { AskedRequest } from '../../src/protocol/taking.ts';
import { type Way, ways } from '../export/ways.ts';
import { type Strings, stringsOf } from '../shell/strings.ts';
import type { SavedNavigation } from './savedNavigation.ts';

/** Answers to what nobody waits for any more. */
const silent: readonly string[] = ['cancelled', 'superseded'];

/** A notice with its button. */
export interface ShownNotice {
  readonly text: string;
  readonly severity: Notice['severity'];
  readonly button?: { readonly name: string; readonly label: string; readonly press: () => void };
}

/**
 * Everything that a page knows, and the only one who talks to the host. Components read it, call its methods, and are
 * told of every change.
 */
export abstract class Store<
  State extends { readonly language: Language; readonly isSaved?: true } = { language: Language },
  Navigation = unknown,
> {
  state: State | null = null;
  /** Why the last request of the page failed. */
  failure: string | null = null;
  abstract navigation: Navigation;
  abstract readonly effects: SavedNavigation<Navigation>;
  /** What the person should know now. */
  abstract readonly notices: readonly ShownNotice[];
  /** What became of what was taken away last, in a sentence. */
  takenNote: string | null = null;

  note(takenNote: string | null): void {
    this.takenNote = takenNote;
    this.changed();
  }

  /** How what is shown can be taken away. */
  get ways(): readonly Way[] {
    const hasActivations = this.isOfRun && !this.state?.isSaved;
    return hasActivations ? ways : ways.filter((way) => !way.startsWith('activations'));
  }

  /** Whether a model ran for what is shown, whose activations can be asked for. */
  get isOfRun(): boolean {
    return false;
  }

  /** What its file is called where it is taken away, without an extension. */
  get takenName(): string {
    return 'underhood';
  }

  /** What ran, for a file of data: text, model, runtime. */
  get ranWith(): object | undefined {
    return undefined;
  }

  /** Questions to the host whose answers the page needs to be drawn again. */
  get asked(): readonly AskedRequest[] {
    return [];
  }

  /** What of the values that are drawn is altered, and which settings they depend on; each a sentence. */
  get stated(): readonly string[] {
    return [];
  }

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

  /** Waits for a request whose failure the person should read, until another one succeeds that was asked later. */
  async attempt(request: Promise<unknown>): Promise<void> {
    const before = this.failure;
    try {
      await request;
    } catch (error) {
      const isSilent = error instanceof UnderhoodError && silent.includes(error.code);
      if (!isSilent) this.#fail(sentence(this.state?.language ?? 'en', error));
      return;
    }
    if (this.failure === before) this.#fail(null);
  }

  #fail(failure: string | null): void {
    if (failure === this.failure) return;
    this.failure = failure;
    this.changed();
  }

  protected changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
