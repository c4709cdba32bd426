import type { PageEvents, PageRequests, PageState } from './page.ts';
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

export type AttentionState = PageState<RunSummary, AttentionNavigation>;
export type AttentionEvents = PageEvents<AttentionState>;

/** Where in the data the page is: what it saves, and gets back after being hidden or reloaded. */
export interface AttentionNavigation {
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

/** Where a new page begins. */
export const attentionStart: AttentionNavigation = {
  pinned: [],
  active: 0,
  query: null,
  key: null,
  quantity: 'pattern',
  view: 'matrix',
  logarithmic: false,
  alterations: { hideFirst: false, mergeWords: false },
  sort: 'place:entropy',
  threshold: null,
};

/** Pins a head and puts it in front. */
export function pinned(
  navigation: AttentionNavigation,
  { layer, head }: AttentionNavigation['pinned'][number],
): AttentionNavigation {
  const place = navigation.pinned.findIndex((known) => known.layer === layer && known.head === head);
  if (place >= 0) return { ...navigation, active: place };
  return { ...navigation, pinned: [...navigation.pinned, { layer, head }], active: navigation.pinned.length };
}

export interface AttentionRequests extends PageRequests<AttentionState, AttentionNavigation> {
  thumbnails(request: { readonly runId: string } & Alterations): Thumbnails;
  head(request: HeadAddress & { readonly quantity: Quantity }): HeadSlice;
  cell(request: HeadAddress & { readonly query: number; readonly key: number }): CellArithmetic;
  runAgain(request: { readonly kept?: KeptEnd }): null;
  /** The row of weights over the tokens, [T], by which the document is shaded; null clears it. */
  shade(request: { readonly query: number; readonly weights: Float32Array } | null): null;
}
