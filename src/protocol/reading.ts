import type { ModelSummary, RunSummary, RuntimeSummary, TokenSummary } from './run.ts';

/** How many of the likeliest tokens a reading keeps at each place. */
export const alternativeCount = 5;

/** A token of the vocabulary, wherever it may stand. */
export interface VocabularyEntry {
  readonly id: number;
  readonly spelling: string;
  readonly bytes: readonly number[];
  readonly kind: TokenSummary['kind'];
}

/**
 * A text as a model reads it: at each token, how likely it was, given those before it. Immutable, and named by its id in
 * everything that is asked about it. All probabilities are a softmax over the whole vocabulary, at temperature 1.
 */
export interface ReadingSummary {
  readonly runId: string;
  readonly model: ModelSummary;
  readonly runtime: RuntimeSummary;
  /** What the tokens' ranges refer to: the part of the text that was read. */
  readonly text: string;
  readonly tokens: readonly TokenSummary[];
  /** Present where the text was longer than what could be read; its end is kept. UTF-16 offsets in the whole text. */
  readonly cut?: RunSummary['cut'];
  /** Stands for an empty context: that of the first token, and of what comes after nothing. Absent: the model has none. */
  readonly startToken?: VocabularyEntry;
  /** −log₂ of the probability of each token, bits, [T]; NaN for a first token for whose context nothing stands. */
  readonly surprisals: Float32Array;
  /** Place of each token among all of the vocabulary, the likeliest being 1; 0 where the surprisal is NaN. [T] */
  readonly ranks: Uint32Array;
  /** The likeliest tokens at each place, the likeliest first, [T, alternativeCount]: ids and probabilities. */
  readonly alternatives: { readonly ids: Uint32Array; readonly probabilities: Float32Array };
  /** Spellings of all ids among the alternatives. */
  readonly vocabulary: readonly VocabularyEntry[];
  /**
   * A text longer than the model's context is read in windows: each token but those of the first window is given more
   * than `overlap` and at most `length` tokens before it. Absent where one window was enough.
   */
  readonly windows?: { readonly count: number; readonly length: number; readonly overlap: number };
  /** Tokens at its front that were known from the reading before, and not computed again. */
  readonly reused: number;
  /** Wall time, milliseconds; `compile` is 0 where the graph was ready. */
  readonly milliseconds: { readonly tokenize: number; readonly compile: number; readonly run: number };
}

/** What the model says after some of a reading's tokens. */
export interface NextToken {
  readonly runId: string;
  /** How many of the reading's tokens are given: 0…T. */
  readonly position: number;
  /** How many of them the model saw, the context being finite; 0 where the start token stood for them. */
  readonly given: number;
  /** [V] */
  readonly logits: Float32Array;
}

/** In which order the filters work; each is defined in analysis/sampling.ts. */
export const filterOrders = ['huggingface', 'llamacpp'] as const;
export type FilterOrder = (typeof filterOrders)[number];

/** How a token is chosen from logits. */
export interface SamplingSettings {
  /** Logits are divided by it; 0 takes the likeliest. 0…5 */
  readonly temperature: number;
  /** Only so many of the likeliest are kept; 0: all. */
  readonly topK: number;
  /** Only the likeliest that together reach this probability are kept, the one that crosses it included. (0, 1] */
  readonly topP: number;
  /** Only those with at least this share of the likeliest one's probability are kept. [0, 1] */
  readonly minP: number;
  readonly order: FilterOrder;
  /** Whole number, 0…2³²−1. */
  readonly seed: number;
}

/** A token that the model wrote. */
export interface GeneratedToken extends VocabularyEntry {
  /** Of this token, over the whole vocabulary, at temperature 1. */
  readonly probability: number;
  /** Of this token after temperature and filters: what it was drawn with. 0 for one that a person chose against them. */
  readonly keptProbability: number;
  /** The likeliest being 1. */
  readonly rank: number;
  /** The likeliest tokens at its place, the likeliest first, with their probabilities over the whole vocabulary. */
  readonly alternatives: readonly (VocabularyEntry & { readonly probability: number })[];
}

/** Why writing ended: it was long enough, or the model ended the text. */
export type GenerationEnd = 'count' | 'end';
