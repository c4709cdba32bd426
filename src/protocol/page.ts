import type { Palette } from '../colours/palettes.ts';
import type { Language } from '../localisation.ts';

// What all pages have in common.

/** A sentence already made, in the user's language, with the button that helps. */
export interface Notice {
  readonly text: string;
  readonly severity: 'error' | 'warning' | 'information';
  readonly action?: 'restart' | 'runAgain' | 'chooseModel' | 'keepOtherEnd';
}

/** What the header of every page says. */
export interface HeaderState {
  readonly language: Language;
  /** The one switch of all pages: selecting text in the editor runs it. */
  readonly follow: boolean;
  /** Which colours stand for numbers. */
  readonly palette: Palette;
  /** Opened from a file, which holds answers, and no activations. */
  readonly isSaved?: true;
}

/** What one may want to know next: by another page, or by another model. */
export const questions = ['attention', 'nextToken', 'positions', 'translate', 'otherModel', 'train', 'road'] as const;
export type Question = (typeof questions)[number];

/** A question about what a page shows; where it shows no text, about what is selected in the editor. */
export interface NextQuestion {
  readonly question: Question;
  /** The head that is to be explained. */
  readonly head?: { readonly layer: number; readonly head: number };
  /** How many tokens stand before the place that is asked about; absent: all. */
  readonly position?: number;
  /** About an example that comes with the extension. */
  readonly isExample?: boolean;
}

/** What the header of every page asks of the host. */
export interface HeaderRequests {
  chooseModel(request: Record<string, never>): null;
  setFollow(request: { readonly follow: boolean }): null;
  /** Leads to the page that answers a question. */
  askNext(question: NextQuestion): null;
}

/** What the host knows; pushed whole, never as a difference, because a hidden page hears nothing. */
export interface PageState<Run, Navigation> extends HeaderState {
  /** idle: nothing asked for yet; stopped: the model process ended and waits for Restart. */
  readonly activity: 'idle' | 'loading' | 'running' | 'ready' | 'stopped';
  /** The last good run, kept while another one fails. */
  readonly run?: Run;
  /** Where the text of the run came from, for the header: file name, and how it was chosen. */
  readonly source?: { readonly document: string; readonly kind: SourceKind };
  /** The document changed since the run. */
  readonly outdated: boolean;
  readonly notices: readonly Notice[];
  /** Where the page is to go: in the first state of a restored page, and when a command leads there. */
  readonly navigation?: Navigation;
}

/**
 * What a text is to its document: selected, the paragraph at the cursor, or all that stands before the cursor. `example`: it
 * is in no document, but comes with the page.
 */
export type SourceKind = 'selection' | 'paragraph' | 'before' | 'example';

/** What every page about a text asks of the host. */
export interface PageRequests<State, Navigation> extends HeaderRequests {
  ready(request: Record<string, never>): State;
  cancel(request: Record<string, never>): null;
  restart(request: Record<string, never>): null;
  /** Marks a token's range in the document; null clears it. */
  hoverToken(request: { readonly index: number | null }): null;
  saveNavigation(request: Navigation): null;
}

/** What the host pushes to every page. */
export interface PageEvents<State> {
  state(state: State): void;
  /** The token under the document's cursor. */
  cursor(event: { readonly index: number | null }): void;
}
