import type { Language } from '../localisation.ts';
import type {
  Alterations,
  CellArithmetic,
  HeadAddress,
  HeadSlice,
  KeptEnd,
  Quantity,
  RunSummary,
  Thumbnails,
} from './run.ts';

/** A sentence already made, in the user's language, with the button that helps. */
export interface Notice {
  readonly text: string;
  readonly severity: 'error' | 'warning' | 'information';
  readonly action?: 'restart' | 'runAgain' | 'chooseModel' | 'keepOtherEnd';
}

/** What the host knows; pushed whole, never as a difference, because a hidden page hears nothing. */
export interface PageState {
  readonly language: Language;
  readonly follow: boolean;
  /** idle: nothing asked for yet; stopped: the model process ended and waits for Restart. */
  readonly activity: 'idle' | 'loading' | 'running' | 'ready' | 'stopped';
  /** The last good run, kept while another one fails. */
  readonly run?: RunSummary;
  /** Where the text of the run came from, for the header: file name, and whether it was the paragraph at the cursor. */
  readonly source?: { readonly document: string; readonly kind: 'selection' | 'paragraph' };
  /** The document changed since the run. */
  readonly outdated: boolean;
  readonly notices: readonly Notice[];
  /** Restored navigation, present in the first state of a restored page only. */
  readonly navigation?: Navigation;
}

/** Where in the data the page is: what it saves, and gets back after being hidden or reloaded. */
export interface Navigation {
  readonly pinned: readonly { readonly layer: number; readonly head: number }[];
  /** Index of the pinned head in front. */
  readonly active: number;
  readonly query: number | null;
  readonly key: number | null;
  readonly quantity: Quantity;
  readonly view: 'matrix' | 'lines' | 'arithmetic' | 'table';
  readonly logarithmic: boolean;
  readonly alterations: Alterations;
  readonly sort: string;
  /** Show only heads whose sorted statistic is at least this; null shows all. */
  readonly threshold: number | null;
}

/** What a page asks of the host. */
export interface PageRequests {
  ready(request: Record<string, never>): PageState;
  thumbnails(request: { readonly runId: string } & Alterations): Thumbnails;
  head(request: HeadAddress & { readonly quantity: Quantity }): HeadSlice;
  cell(request: HeadAddress & { readonly query: number; readonly key: number }): CellArithmetic;
  runAgain(request: { readonly kept?: KeptEnd }): null;
  cancel(request: Record<string, never>): null;
  restart(request: Record<string, never>): null;
  chooseModel(request: Record<string, never>): null;
  setFollow(request: { readonly follow: boolean }): null;
  /** Marks a token's range in the document; null clears it. */
  hoverToken(request: { readonly index: number | null }): null;
  /** The row of weights over the tokens, [T], by which the document is shaded; null clears it. */
  shade(request: { readonly query: number; readonly weights: Float32Array } | null): null;
  saveNavigation(request: Navigation): null;
}

/** What the host pushes to a page. */
export interface PageEvents {
  state(state: PageState): void;
  /** The token under the document's cursor. */
  cursor(event: { readonly index: number | null }): void;
}
