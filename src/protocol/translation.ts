import type { CodedMessage } from '../errors.ts';
import type { VocabularyEntry } from './reading.ts';
import type { RuntimeSummary, TokenSummary } from './run.ts';

// What the model process tells of translating: several systems on one source, each shown as it works.

/**
 * `rnn`: a recurrent language model, which does not translate; its states and its memory can be looked at.
 * `sequenceToSequence`: an RNN hands its last state to another. `additive`: the same, and the decoder looks back at all
 * states. `transformer`: encoder and decoder of Vaswani et al. 2017.
 */
export const systemKinds = ['rnn', 'sequenceToSequence', 'additive', 'transformer'] as const;
export type SystemKind = (typeof systemKinds)[number];

/** What a system is. */
export interface SystemSummary {
  readonly kind: SystemKind;
  /** Of the decoder, and heads of each of them; of `rnn` and `sequenceToSequence` 0 layers. */
  readonly layers: number;
  readonly heads: number;
  /** Of the encoder; 0 where it has no attention. */
  readonly encoderLayers: number;
  readonly encoderHeads: number;
  readonly width: number;
  /** Numbers in a recurrent state. */
  readonly hiddenSize?: number;
  readonly contextLength: number;
  readonly parameters: number;
  /** Stored precision of the weights, such as `F16`. */
  readonly precision: string;
}

/** Texts that are followed side by side: greedy, or a beam search of four. */
export const beamCounts = [1, 4] as const;
export type BeamCount = (typeof beamCounts)[number];

/** One run: one source, given to every chosen system. Immutable, and named by its id in everything asked about it. */
export interface TranslationRun {
  readonly runId: string;
  /** What the tokens' ranges refer to. */
  readonly text: string;
  /** Of the first system that could read the source: for the document, in which they are marked. */
  readonly tokens: readonly TokenSummary[];
  readonly beams: BeamCount;
  readonly runtime: RuntimeSummary;
  /** In the order in which they were chosen. One that fails keeps none of the others from translating. */
  readonly systems: readonly SystemRun[];
  /** A text that is too long is refused, never cut. */
  readonly cut?: undefined;
}

/** What came of one system. `summary` is absent where its folder could not be opened. */
export interface SystemRun {
  /** As it was asked for: the identity of the system. */
  readonly folder: string;
  readonly name: string;
  readonly summary?: SystemSummary;
  /** Why it did not translate: its folder cannot be opened, the source is longer than its window, … */
  readonly error?: CodedMessage;
  /** S tokens as this system reads the source, the end token last (kind `added`, empty range). Empty with an error. */
  readonly source: readonly TokenSummary[];
  /** Characters of the source that it has never seen, each once. */
  readonly unknown: readonly string[];
  /** Absent with an error, and for `rnn`. */
  readonly written?: Written;
  /** Wall time. */
  readonly milliseconds: number;
}

/** A translation with the way to it. */
export interface Written {
  readonly text: string;
  /** T tokens as they were written, the end token last where it was reached. */
  readonly target: readonly VocabularyEntry[];
  /** What the decoder reads first, before it has written anything. */
  readonly start: VocabularyEntry;
  readonly endToken: number;
  /** The model ended the text itself. */
  readonly isEnded: boolean;
  /** One a token that was written by the longest text under way. */
  readonly steps: readonly DecodingStep[];
  /** Texts that were brought to an end, the best first, which is `target`. In a beam search `score` is divided by their length. */
  readonly finished: readonly WrittenText[];
  /** Spellings of all ids in `steps` and `finished`. */
  readonly vocabulary: readonly VocabularyEntry[];
  /** How much each target token looked at each source token, as it was chosen. Absent: the system has no attention. */
  readonly alignment?: Alignment;
}

interface WrittenText {
  /** Ids, without the start token. */
  readonly tokens: readonly number[];
  /** Sum of ln p over them. */
  readonly score: number;
}

/** One step of writing: the texts under way before it (one, or up to four beams), and what could come next in each. */
export interface DecodingStep {
  readonly texts: readonly (WrittenText & {
    /** The eight likeliest, the likeliest first; probability over the whole vocabulary. */
    readonly candidates: readonly { readonly id: number; readonly probability: number }[];
  })[];
}

export interface Alignment {
  /** The decoder's layer it is of, from 0, and over how many heads of it the mean was taken. */
  readonly layer: number;
  readonly heads: number;
  /** [T, S]; rows sum to 1. */
  readonly data: Float32Array;
}

/**
 * The three kinds of attention. `encoder`: source × source, each sees all. `decoder`: target × target, causal: row t is of
 * the token that is read when token t is chosen (the start token first). `cross`: target × source.
 */
export const attentionKinds = ['encoder', 'decoder', 'cross'] as const;
export type AttentionKind = (typeof attentionKinds)[number];

/** One kind of attention of one system of a run. `additive` has `cross` only, of one head; `transformer` all three. */
export interface KindAddress {
  readonly runId: string;
  /** Index in TranslationRun.systems. */
  readonly system: number;
  readonly kind: AttentionKind;
}

/** All heads of a kind, reduced by the maximum to at most 128 a side, 0…255 for 0…1. */
export interface KindThumbnails extends KindAddress {
  readonly layers: number;
  readonly heads: number;
  /** Of one thumbnail. */
  readonly height: number;
  readonly width: number;
  /** Tokens down and across before the reduction. */
  readonly rows: number;
  readonly columns: number;
  /** [layers · heads, height, width] */
  readonly data: Uint8Array;
}

/** One head: queries down, keys across. */
export interface KindHead extends KindAddress {
  readonly layer: number;
  readonly head: number;
  readonly rows: number;
  readonly columns: number;
  /** Attention weights, [rows, columns]; rows sum to 1. */
  readonly data: Float32Array;
}

/** A recurrent network unrolled over the source. Not for `transformer`. */
export interface Recurrence {
  readonly runId: string;
  readonly system: number;
  readonly hiddenSize: number;
  /** h_t after each source token, [S, hiddenSize], −1…1. */
  readonly states: Float32Array;
  /** ‖∂h_S/∂x_t‖ of each source token (Frobenius): how much of its embedding is left in the last state. [S] */
  readonly memory: Float32Array;
  /** States of the decoder, [T, hiddenSize]: row t is where token t was chosen. Absent for `rnn`. */
  readonly written?: Float32Array;
}

/** Sources of so many characters; `to` is absent where there is no upper end. */
export interface QualityBand {
  readonly from: number;
  readonly to?: number;
  readonly sentences: number;
  /** Popović 2015, 0 to 100. */
  readonly chrf: number;
  /** Share that is one of the references to the letter, 0…1. */
  readonly exact: number;
}

/** How good a translator is on held-out sentences, by their length: what was measured when its card was written. */
export interface MeasuredQuality {
  /** Training steps behind its weights, and minutes that training took. */
  readonly steps: number;
  readonly minutes: number;
  readonly parameters: number;
  readonly trainingPairs: number;
  readonly heldOutPairs: number;
  /** From short to long. */
  readonly bands: readonly QualityBand[];
  readonly all: QualityBand;
  /** More than twelve characters. */
  readonly long: QualityBand;
  /** Of forty everyday sentences. */
  readonly everyday: { readonly right: number; readonly of: number };
}

/** What the extension host asks of the model process about translating. */
export interface TranslationRequests {
  /**
   * Gives a source to each system. Throws where the source is blank, or where no system could do anything with it.
   * Frees all runs but the last two.
   */
  translate(request: {
    readonly runId: string;
    readonly text: string;
    readonly folders: readonly string[];
    readonly beams: BeamCount;
  }): TranslationRun;
  kindThumbnails(request: KindAddress): KindThumbnails;
  kindHead(request: KindAddress & { readonly layer: number; readonly head: number }): KindHead;
  recurrence(request: { readonly runId: string; readonly system: number }): Recurrence;
}
