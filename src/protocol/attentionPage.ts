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

export interface AttentionRequests extends PageRequests<AttentionState, AttentionNavigation> {
  thumbnails(request: { readonly runId: string } & Alterations): Thumbnails;
  head(request: HeadAddress & { readonly quantity: Quantity }): HeadSlice;
  cell(request: HeadAddress & { readonly query: number; readonly key: number }): CellArithmetic;
  runAgain(request: { readonly kept?: KeptEnd }): null;
  /** The row of weights over the tokens, [T], by which the document is shaded; null clears it. */
  shade(request: { readonly query: number; readonly weights: Float32Array } | null): null;
}
