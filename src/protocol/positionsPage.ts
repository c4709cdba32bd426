import type { Pairing } from '../positions/rotary.ts';
import type { SchemeName } from '../positions/scheme.ts';
import type { SimilarityMeasure } from '../positions/similarity.ts';
import type { PageEvents, PageRequests, PageState } from './page.ts';
import type { Displacement, PlacedSummary, PositionRequests } from './positions.ts';
import { type RaceSettings, type RaceState, raceStart } from './race.ts';

export const positionsViews = ['schemes', 'similarity', 'covered', 'order', 'model', 'race'] as const;
export type PositionsView = (typeof positionsViews)[number];

/** What the detail of RoPE shows of a pair's angle. */
export const rotaryQuantities = ['angle', 'cosine', 'sine'] as const;
export type RotaryQuantity = (typeof rotaryQuantities)[number];

/** Where the page is: what it saves, and gets back after being hidden or reloaded. */
export interface PositionsNavigation {
  readonly view: PositionsView;
  /** The scheme that is shown large. */
  readonly scheme: SchemeName;
  /** Rows and columns of the schemes that a formula makes. */
  readonly positions: number;
  readonly width: number;
  /** The sinusoid by the paper's formula, or as the essay prints it. */
  readonly formula: 'paper' | 'essay';
  readonly pairing: Pairing;
  readonly rotaryQuantity: RotaryQuantity;
  /** Pinned positions, whose curves lie over each other; the last one in front. */
  readonly pinnedPositions: readonly number[];
  readonly pinnedDimension: number | null;
  /** The curves over dimensions run to negative ones, as the essay discusses them: of the wave sin(p / 10000^(i/d)). */
  readonly isContinuous: boolean;
  readonly measure: SimilarityMeasure;
  /** By how many positions the pair is turned in the similarity view, and which pair. */
  readonly shift: number;
  readonly pair: number;
  /** The puzzle: how many positions, how many dimensions are uncovered, from which distance on two can be told apart. */
  readonly covered: {
    readonly positions: number;
    readonly uncovered: number;
    readonly tolerance: number;
    /** Whether the user's text is covered, rather than 我爱你 again and again. */
    readonly ownText: boolean;
  };
  /** Whether the two orders are those of the user's text, rather than 我爱你 and 你爱我. */
  readonly orderOwnText: boolean;
  readonly displacement: Displacement;
  /** The head that is shown large in the loaded model; null: none was chosen, the one that moved most is shown. */
  readonly head: { readonly layer: number; readonly head: number } | null;
  readonly modelPart: 'table' | 'falloff' | 'displace';
  readonly race: RaceSettings;
}

/** Where a new page begins: the essay's picture. */
export const positionsStart: PositionsNavigation = {
  view: 'schemes',
  scheme: 'sinusoid',
  positions: 50,
  width: 200,
  formula: 'paper',
  pairing: 'halves',
  rotaryQuantity: 'cosine',
  pinnedPositions: [],
  pinnedDimension: null,
  isContinuous: false,
  measure: 'dot',
  shift: 1,
  pair: 0,
  covered: { positions: 50, uncovered: 2, tolerance: 0.05, ownText: false },
  orderOwnText: false,
  displacement: { kind: 'asIs' },
  head: null,
  modelPart: 'displace',
  race: raceStart,
};

/** A race that lies on the disk. */
export interface KeptRace {
  readonly name: string;
  readonly settings: RaceSettings;
  /** Mean losses at trained positions and at those beyond, nats per token, of the contestants that are through. */
  readonly reaches: readonly { readonly scheme: SchemeName; readonly within: number; readonly beyond: number }[];
}

export type PositionsState = PageState<PlacedSummary, PositionsNavigation> & {
  /** The race that is shown. */
  readonly race?: RaceState;
  /** All races that were begun. */
  readonly races: readonly KeptRace[];
};
export type PositionsEvents = PageEvents<PositionsState>;

/** What the page asks about the run that it shows; answered by the model process. */
export type PositionSlices = Omit<PositionRequests, 'place'>;

export interface PositionsRequests extends PageRequests<PositionsState, PositionsNavigation>, PositionSlices {
  runAgain(request: Record<string, never>): null;
  /** Begins the race with these settings, or goes on with it where it was left. */
  startRace(request: RaceSettings): null;
  /** Shows a race that was begun, without going on with it. */
  showRace(request: RaceSettings): null;
  pauseRace(request: Record<string, never>): null;
  resumeRace(request: Record<string, never>): null;
  stopRace(request: Record<string, never>): null;
  /** Explain Attention with what a scheme's model has learned. */
  explainContestant(request: { readonly scheme: SchemeName }): null;
}
