import type { SchemeName } from '../positions/scheme.ts';
import type { SimilarityMeasure } from '../positions/similarity.ts';
import type { VocabularyEntry } from './reading.ts';
import type { KeptEnd, ModelSummary, RunSummary, RuntimeSummary, TokenSummary } from './run.ts';

// What the model process tells of positions: those of a model, and what they do to a text.

/** How positions enter the model. */
export type ModelPositions =
  | {
      readonly kind: 'table';
      readonly scheme: SchemeName;
      /** Rows and columns: as many positions as the context holds. */
      readonly positions: number;
      readonly width: number;
    }
  | {
      readonly kind: 'rotary';
      readonly theta: number;
      /** Radians per position of each pair, as the model uses them: [headSize / 2]. */
      readonly frequencies: Float64Array;
    }
  /** What each head takes from a score per token of distance, [heads]. */
  | { readonly kind: 'alibi'; readonly slopes: Float64Array };

/** A text in its positions: immutable, and named by its id in everything that is asked about it. */
export interface PlacedSummary {
  readonly runId: string;
  readonly model: ModelSummary;
  readonly runtime: RuntimeSummary;
  readonly text: string;
  readonly tokens: readonly TokenSummary[];
  readonly cut?: RunSummary['cut'];
  readonly positions: ModelPositions;
  readonly milliseconds: { readonly tokenize: number; readonly compile: number; readonly run: number };
}

/** Rows of the model's table. */
interface TableSlice {
  readonly from: number;
  readonly to: number;
  readonly width: number;
  /** [to − from, width] */
  readonly data: Float32Array;
}

/** The model's table as points. */
export interface TableGeometry {
  /** Length of each row, [positions]. */
  readonly norms: Float64Array;
  /** The rows in the plane in which they differ most, centred, [positions, 2]. */
  readonly plane: Float64Array;
  /** Share of the variance along each of the two axes, 0…1. */
  readonly explained: readonly [number, number];
}

/** Similarity of every two of the first rows of the model's table. */
interface TableSimilarity {
  readonly measure: SimilarityMeasure;
  /** At most 1,024. */
  readonly positions: number;
  /** [positions, positions] */
  readonly matrix: Float32Array;
}

/** How the scores of every head fall with the distance between query and key. H heads, L layers. */
export interface Falloff {
  /**
   * Mean score q·k/√d (and bias) over all pairs of the text so far apart, [L · H, T]: what each token says differs too.
   */
  readonly measured: Float32Array;
  /**
   * Where positions rotate or bias: the mean over all pairs of this text's queries and keys, each pair put at that
   * distance: what the tokens say stays, and only the distance differs. [L · H, distances]
   */
  readonly contentHeld?: Float32Array;
  readonly distances: number;
}

/**
 * What a text's tokens are told about their positions instead of the truth.
 * - `asIs`: the truth.
 * - `scale`: the table's rows, the angles or the biases times `factor`; 0 takes positions away.
 * - `shuffle`: the same positions in another order, drawn from `seed`.
 * - `shift`: positions from `by` on.
 */
export type Displacement =
  | { readonly kind: 'asIs' }
  | { readonly kind: 'scale'; readonly factor: number }
  | { readonly kind: 'shuffle'; readonly seed: number }
  | { readonly kind: 'shift'; readonly by: number };

export interface Displaced {
  readonly runId: string;
  readonly displacement: Displacement;
  /** Which position each token was told, [T]. */
  readonly positions: Int32Array;
  /** All heads, as Thumbnails: [layers · heads, size, size], 0…255. */
  readonly size: number;
  readonly heads: Uint8Array;
  /**
   * How far each head's attention moved, [layers · heads], 0…1: half the sum of |difference| over the keys, mean over
   * the queries. All 0 as it is.
   */
  readonly moved: Float32Array;
  /** The five likeliest next tokens after the text, the likeliest first. */
  readonly next: readonly (VocabularyEntry & { readonly probability: number })[];
  /** Probability, here, of those that are likeliest as it is, in their order. */
  readonly before: readonly (VocabularyEntry & { readonly probability: number })[];
  /** Kullback–Leibler divergence of the next token's distribution here from that as it is, bits. */
  readonly divergence: number;
}

/** One head under a displacement, [length, length]. */
export interface DisplacedHead {
  readonly layer: number;
  readonly head: number;
  readonly length: number;
  readonly pattern: Float32Array;
}

/** How a model reads two orders of the same tokens: with or without positions, with or without the causal mask. */
export const orderSettings = ['encoderWithout', 'encoderWith', 'decoderWithout', 'decoderWith'] as const;
export type OrderSetting = (typeof orderSettings)[number];

/** A text and the same characters in reverse order, through the loaded model's weights. */
export interface OrderComparison {
  readonly model: ModelSummary;
  /** In the first order. */
  readonly tokens: readonly TokenSummary[];
  readonly texts: readonly [string, string];
  /** Token of the first order that stands at each place of the second, [T]. */
  readonly order: readonly number[];
  readonly width: number;
  readonly settings: readonly {
    readonly setting: OrderSetting;
    /** What the last block gives out for each token, after the last norm, [T, C]: both in the first order of tokens. */
    readonly first: Float32Array;
    readonly second: Float32Array;
    /** ‖second − first‖ / ‖first‖ of each token, [T]. */
    readonly difference: Float32Array;
  }[];
}

/** What the extension host asks of the model process about positions. */
export interface PositionRequests {
  /** Runs a text, and keeps what is needed to answer the rest about it. Frees all but the last two. */
  place(request: { readonly runId: string; readonly text: string; readonly kept: KeptEnd }): PlacedSummary;
  positionTable(request: { readonly runId: string; readonly from: number; readonly to: number }): TableSlice;
  tableGeometry(request: { readonly runId: string }): TableGeometry;
  tableSimilarity(request: { readonly runId: string; readonly measure: SimilarityMeasure }): TableSimilarity;
  falloff(request: { readonly runId: string }): Falloff;
  displace(request: { readonly runId: string; readonly displacement: Displacement }): Displaced;
  displacedHead(request: {
    readonly runId: string;
    readonly displacement: Displacement;
    readonly layer: number;
    readonly head: number;
  }): DisplacedHead;
  /** @param request.text at most 16 characters are used */
  compareOrders(request: { readonly runId: string; readonly text: string }): OrderComparison;
}
