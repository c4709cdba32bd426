import type { Outcome } from '../road/experiment.ts';
import type { ExperimentName } from '../road/experiments.ts';
import type { Settings } from '../road/field.ts';
import type { HeaderRequests, HeaderState, Notice } from './page.ts';

/** A block as it was run, and how far that is. */
export interface RoadRun {
  readonly name: ExperimentName;
  readonly settings: Settings;
  /** What somebody said, in the block's words. */
  readonly claim?: string;
  /** `kept`: it ran another time, and this is what came out. `ready`: it has not run with these settings. */
  readonly phase: 'ready' | 'running' | 'paused' | 'finished' | 'kept';
  /** 0 … 1 */
  readonly done: number;
  /** What came out, or has so far. */
  readonly outcome?: Outcome;
  /** Without the pauses. */
  readonly seconds?: number;
}

/** Where on the page the reader is. */
export interface RoadNavigation {
  /** The views that are read as tables, by their places. */
  readonly asTable: readonly number[];
}

/** What the host knows; pushed whole, at most eight times a second. */
export interface RoadPageState extends HeaderState {
  /** Name of the model that experiments read which need one. */
  readonly model: string;
  /** Absent: no block was run yet. */
  readonly run?: RoadRun;
  /** Name of the document that the block is in, where it still is. */
  readonly document?: string;
  /** Whether the settings on the page are not those in the document. */
  readonly isChanged: boolean;
  readonly notices: readonly RoadNotice[];
  /** In the first state of a page that was hidden or restored. */
  readonly navigation?: RoadNavigation;
}

export type RoadNotice = Omit<Notice, 'action'> & { readonly action?: 'runAgain' | 'chooseModel' };

export interface RoadPageEvents {
  state(state: RoadPageState): void;
}

/** What the page of an experiment asks of the host. */
export interface RoadPageRequests extends HeaderRequests {
  ready(request: Record<string, never>): RoadPageState;
  saveNavigation(request: RoadNavigation): null;
  /** Runs the experiment with other settings, or the same again. */
  run(request: { readonly settings: Settings }): null;
  pause(request: Record<string, never>): null;
  resume(request: Record<string, never>): null;
  cancel(request: Record<string, never>): null;
  /** Writes the settings into the block. */
  write(request: { readonly settings: Settings }): null;
  /** Shows the block in its document. */
  showBlock(request: Record<string, never>): null;
}
