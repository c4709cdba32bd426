import type { CodedMessage } from '../errors.ts';
import type { SchemeName } from '../positions/scheme.ts';
import type { TrainingPhase } from './training.ts';

// The race of the position schemes: the same small model, data and seed, once with each scheme.

export const raceCorpora = ['english-stories', 'chinese-stories', 'copying', 'sorting', 'arithmetic'] as const;

export interface RaceSettings {
  readonly corpus: (typeof raceCorpora)[number];
  readonly steps: number;
  readonly seed: number;
}

export const raceStart: RaceSettings = { corpus: 'english-stories', steps: 1200, seed: 1 };

/** Mean loss by position in the sequence, on held-out text, far beyond the trained length. */
export interface LossByPosition {
  /** First position of each bin, and one past the last; counted from 0. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** Nats per token. */
  readonly loss: readonly number[];
  /** Means over the positions that were trained, and over those beyond. */
  readonly within: number;
  readonly beyond: number;
}

/** One scheme's model in the race. */
export interface Contestant {
  readonly scheme: SchemeName;
  /** `idle`: its turn has not come. */
  readonly phase: TrainingPhase;
  readonly step: number;
  /** A Hugging Face folder, once it holds a model. */
  readonly folder?: string;
  /** Held-out loss, nats per token, at each measurement. */
  readonly evaluations: readonly { readonly step: number; readonly loss: number }[];
  /** After its last step. */
  readonly byPosition?: LossByPosition;
  /** Of training, seconds. */
  readonly seconds: number;
  /** Why it failed: its training diverged, which keeps none of the others from theirs. */
  readonly error?: CodedMessage;
}

/** A race, whole: it is small, and is pushed at every change, at most eight times a second. */
export interface RaceState {
  /** Names it among those that are kept. */
  readonly name: string;
  readonly settings: RaceSettings;
  /** `idle`: as it lies on the disk, not finished, and to be gone on with. */
  readonly phase: TrainingPhase;
  /** Tokens of a sequence in training. */
  readonly trainedLength: number;
  /** Tokens of the longest sequence that is measured. */
  readonly measuredLength: number;
  /** Of each model, a table that is trained left out; known once one has been prepared. */
  readonly parameters?: number;
  readonly layers: number;
  readonly heads: number;
  readonly width: number;
  /** What the rows that a formula makes are multiplied by, in all contestants. */
  readonly positionScale: number;
  readonly threads?: number;
  /** In the order in which they run. */
  readonly contestants: readonly Contestant[];
  readonly secondsLeft?: number;
  readonly error?: CodedMessage;
}

/** What the extension host asks of the process of a race. */
export interface RaceRequests {
  /** Reads what the folder holds of a race with these settings; begins nothing. */
  openRace(request: { readonly folder: string; readonly settings: RaceSettings }): RaceState;
  /** Begins, or goes on where it was left. Answers when the first contestant is being prepared. */
  startRace(request: Record<string, never>): null;
  pauseRace(request: Record<string, never>): null;
  resumeRace(request: Record<string, never>): null;
  /** Ends it after the step under way; it can be gone on with. Answers when that is done. */
  stopRace(request: Record<string, never>): null;
}

export interface RaceEvents {
  race(state: RaceState): void;
}
