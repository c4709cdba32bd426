/** What a model is, for whoever shows it. */
export interface ModelSummary {
  /** Absolute folder; also its identity. */
  readonly folder: string;
  /** The folder's last name, or the hub's `owner/name`. */
  readonly name: string;
  readonly bundled: boolean;
  readonly family: string;
  readonly layers: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headSize: number;
  readonly width: number;
  readonly vocabularySize: number;
  readonly contextLength: number;
  readonly parameters: number;
  /** Stored precision of the weights, such as `F16`; several joined by +. */
  readonly precision: string;
  readonly tokenizer: string;
  /** Whether positions rotate q and k (RoPE). */
  readonly rotary: boolean;
}

export interface RuntimeSummary {
  readonly name: string;
  readonly version: string;
  readonly device: string;
  readonly threads: number;
}

/** A token as it crosses to the page: tokenizer.Token, with the bytes as plain numbers. */
export interface TokenSummary {
  readonly id: number;
  readonly spelling: string;
  readonly bytes: readonly number[];
  /** UTF-16 range in the text that was run (not in the document). */
  readonly start: number;
  readonly end: number;
  readonly kind: 'text' | 'special' | 'added' | 'unknown';
}

/** Which end of a text that is longer than the model's context is kept. */
export type KeptEnd = 'start' | 'end';

/** Names of the head statistics, each defined in analysis/headStatistics.ts and in one sentence on the page. */
export const statisticNames = [
  'entropy',
  'meanDistance',
  'previousToken',
  'firstToken',
  'duplicateToken',
  'induction',
] as const;
export type StatisticName = (typeof statisticNames)[number];

/** One run of a model on a text: immutable, and named by its id in everything that is asked about it. */
export interface RunSummary {
  readonly runId: string;
  readonly model: ModelSummary;
  readonly runtime: RuntimeSummary;
  /** What the tokens' ranges refer to: the part of the text that was used. */
  readonly text: string;
  readonly tokens: readonly TokenSummary[];
  /** Present where the text was longer than the context. UTF-16 offsets in the text that was asked for. */
  readonly cut?: {
    readonly kept: KeptEnd;
    readonly totalTokens: number;
    readonly totalIsExact: boolean;
    readonly start: number;
    readonly end: number;
  };
  /** Wall time of each stage, milliseconds; `compile` is 0 where the graph was ready. */
  readonly milliseconds: {
    readonly tokenize: number;
    readonly compile: number;
    readonly run: number;
    readonly analyse: number;
  };
  /** One number per head, [layers · heads]; NaN where a statistic is undefined for this text (no repeated token, say). */
  readonly statistics: Readonly<Record<StatisticName, Float32Array>>;
}

/** What a pinned head can show, all [T, T], query down, key across. */
export const quantities = ['pattern', 'scores', 'raw', 'contribution'] as const;
/**
 * pattern: attention weight, softmax of the scores. scores: q·k/√d, −∞ above the diagonal. raw: q·k.
 * contribution: ‖α·v·W_O‖.
 */
export type Quantity = (typeof quantities)[number];

export interface HeadAddress {
  readonly runId: string;
  readonly layer: number;
  readonly head: number;
}

/** Views that alter values. Each says on the page that they are altered, and how. */
export interface Alterations {
  /** Drop the first token's column and renormalise the rest of each row. */
  readonly hideFirst: boolean;
  /** Sum over the keys of a word, mean over its queries. */
  readonly mergeWords: boolean;
}

/** All heads, reduced by the maximum to at most 128 × 128, 0…255 for 0…1; exactly 0 above the diagonal. */
export interface Thumbnails {
  readonly runId: string;
  /** Side of one thumbnail. */
  readonly size: number;
  /** Tokens (or words) per thumbnail side before the reduction. */
  readonly length: number;
  /** [layers · heads, size, size] */
  readonly data: Uint8Array;
}

export interface HeadSlice extends HeadAddress {
  readonly quantity: Quantity;
  readonly length: number;
  /** [length, length] */
  readonly data: Float32Array;
}

/** Everything that makes one number of the pattern: the arithmetic of one cell. */
export interface CellArithmetic extends HeadAddress {
  readonly query: number;
  readonly key: number;
  /** Query and key vectors, [headSize]; after rotation where positions rotate. */
  readonly q: Float32Array;
  readonly k: Float32Array;
  /** q·k/√d is computed with this factor, 1/√d. */
  readonly scale: number;
  /** q·k of the query with every key, before scale and mask, [T]. */
  readonly raw: Float32Array;
  /** Scaled and masked, −∞ after the query, [T]. */
  readonly scores: Float32Array;
  /** Row of the pattern, [T]. */
  readonly weights: Float32Array;
  /** v of every key up to the query, [query + 1, headSize], and their weighted sum z, [headSize]. */
  readonly values: Float32Array;
  readonly z: Float32Array;
}
