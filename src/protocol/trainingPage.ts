import type { HeaderRequests, HeaderState, Notice } from './page.ts';
import type { Curves, GradientCheck, Moment, TrainingStatus, TrainingSummary } from './training.ts';

/** Where in the data the page is. */
export interface TrainingNavigation {
  readonly axis: 'steps' | 'seconds';
  /** The evaluation that the scrubber stands at, by its step; null: the newest, as it comes. */
  readonly moment: number | null;
  /** The head whose formation is shown large; null: none was chosen, the one that scores highest is shown. */
  readonly head: { readonly layer: number; readonly head: number } | null;
  readonly statistic: 'previousToken' | 'induction';
  readonly view: 'life' | 'blocks' | 'gradients';
}

/** Where a new page begins. */
export const trainingStart: TrainingNavigation = {
  axis: 'steps',
  moment: null,
  head: null,
  statistic: 'induction',
  view: 'life',
};

/** What the host knows; pushed whole, at most eight times a second. */
export interface TrainingPageState extends HeaderState {
  /** Absent: no run was opened yet. */
  readonly summary?: TrainingSummary;
  readonly status?: TrainingStatus;
  /** Gradients being checked, and what came of it last. */
  readonly checking?: { readonly done: number; readonly total: number };
  readonly gradients?: GradientCheck;
  readonly notices: readonly TrainingNotice[];
  /** In the first state of a page that was hidden or restored. */
  readonly navigation?: TrainingNavigation;
}

/** `start`: goes on from the last checkpoint, or as the status' error offers. */
export type TrainingNotice = Omit<Notice, 'action'> & { readonly action?: 'start' | 'openRecipe' | 'train' };

export interface TrainingPageEvents {
  state(state: TrainingPageState): void;
}

/** What the training page asks of the host. `chooseModel`: which run is shown. */
export interface TrainingPageRequests extends HeaderRequests {
  ready(request: Record<string, never>): TrainingPageState;
  saveNavigation(request: TrainingNavigation): null;
  /** At most `points` points. */
  curves(request: { readonly points: number }): Curves;
  moment(request: { readonly step: number }): Moment;
  pause(request: Record<string, never>): null;
  resume(request: Record<string, never>): null;
  stepOnce(request: Record<string, never>): null;
  stop(request: Record<string, never>): null;
  /** Begins, or goes on from a checkpoint: the last one, or that of `step`. */
  start(request: { readonly anew: boolean; readonly step?: number; readonly rateFactor?: number }): null;
  setRate(request: { readonly factor: number }): null;
  /** Cancelled by the request's token: the page disposes it. */
  checkGradients(request: { readonly count: number; readonly seed: number }): GradientCheck;
  /** Explain Attention with the model of a step; null: the best one. */
  explain(request: { readonly step: number | null }): null;
  /** Two moments side by side, on the probe sentence or the selection. */
  compare(request: { readonly steps: readonly [number, number] }): null;
  openRecipe(request: Record<string, never>): null;
}
