import { type Duration, limitsOf } from './duration.ts';
import type { WrittenRecipe } from './recipe.ts';

/** How a new translator goes about it. */
export const translatorKinds = ['sequenceToSequence', 'additive', 'transformer'] as const;
export type TranslatorKind = (typeof translatorKinds)[number];

/** A size of a new translator, and how it is sensibly trained. */
export interface TranslatorSize {
  readonly name: 'small' | 'medium';
  /** Numbers of an embedding; of a transformer, everywhere. */
  readonly width: number;
  /** Numbers in a recurrent state. */
  readonly hidden: number;
  /** Of either half of a transformer. */
  readonly layers: number;
  readonly heads: number;
  readonly steps: number;
  readonly evaluateEvery: number;
}

/** The second is that of the bundled translators. */
export const translatorSizes: readonly TranslatorSize[] = [
  { name: 'small', width: 64, hidden: 128, layers: 1, heads: 4, steps: 2000, evaluateEvery: 200 },
  { name: 'medium', width: 96, hidden: 320, layers: 2, heads: 4, steps: 12_000, evaluateEvery: 1000 },
];

/** Tokens that the models can read. */
const context = 64;

/** Numbers in which additive attention compares states. */
const attentionSize = 64;

/** How all of them are trained. */
export const translatorTraining = {
  batch: 32,
  /** Of a side, at most. */
  tokens: 26,
  learningRate: 2e-3,
  warmup: 0.05,
  finalRate: 0.05,
  weightDecay: 0.02,
  dropout: 0.05,
} as const;

/** One side of pairs. */
export interface PairSide {
  /** UTF-16 units. */
  readonly characters: number;
  readonly differentCharacters: number;
  /** Written without blanks between words: a character says as much as a piece of a word elsewhere. */
  readonly isDense: boolean;
}

type Tokenizer = NonNullable<WrittenRecipe['tokenizers']>['source'];

const [smallestBpe, largestBpe] = [300, 1200];

/** Characters where they are words or nearly; otherwise a BPE, in which a token occurs about a hundred times in the text. */
export function tokenizerOf({ characters, isDense }: PairSide): Tokenizer {
  if (isDense) return { kind: 'characters', atLeast: 2 };
  const fitting = Math.round(characters / (4 * 100));
  return { kind: 'bpe', vocabularySize: Math.min(largestBpe, Math.max(smallestBpe, fitting)) };
}

/** Tokens in the vocabulary of a side, about. */
export function vocabularyOf(side: PairSide): number {
  const tokenizer = tokenizerOf(side);
  return tokenizer.kind === 'bpe' ? tokenizer.vocabularySize : side.differentCharacters;
}

/** config.json of a new translator, without the vocabularies' sizes. */
export function translatorModelOf(kind: TranslatorKind, size: TranslatorSize): NonNullable<WrittenRecipe['model']> {
  const { width, hidden, layers, heads } = size;
  if (kind === 'transformer') {
    return {
      model_type: 'marian',
      d_model: width,
      encoder_layers: layers,
      decoder_layers: layers,
      encoder_attention_heads: heads,
      decoder_attention_heads: heads,
      encoder_ffn_dim: 2 * width,
      decoder_ffn_dim: 2 * width,
      activation_function: 'swish',
      scale_embedding: true,
      max_position_embeddings: context,
    };
  }
  return {
    model_type: 'rnn_translator',
    embedding_size: width,
    hidden_size: hidden,
    max_position_embeddings: context,
    ...(kind === 'additive' && { attention: 'additive', attention_size: attentionSize }),
  };
}

/**
 * Parameters that tokens are multiplied with, biases and gains aside: all but the embeddings of what is read.
 * @param vocabularySize of what is written, whose embeddings are the output as well
 */
export function translatorParameterCount(kind: TranslatorKind, size: TranslatorSize, vocabularySize: number): number {
  const { width, hidden, layers } = size;
  const output = vocabularySize * width;
  // Per layer of either half four matrices of attention, and in the decoder four more; two between which is twice the width.
  if (kind === 'transformer') return output + layers * (4 + 8 + 2 * 4) * width ** 2;
  const cells = 2 * hidden * (hidden + width) + width * hidden;
  return output + cells + (kind === 'additive' ? (2 * attentionSize + hidden + width) * hidden : 0);
}

export interface TranslatorChoices {
  readonly kind: TranslatorKind;
  readonly size: TranslatorSize;
  readonly data: Extract<WrittenRecipe['data'], { pairs: unknown }>;
  readonly sides: readonly [source: PairSide, target: PairSide];
  readonly duration: Duration;
  /** Folder to write, relative to the recipe. */
  readonly output: string;
}

/** The recipe of a new translator: about the bundled ones' for every size, but that these see short pairs more often. */
export function translatorRecipeOf(choices: TranslatorChoices): WrittenRecipe {
  const { kind, size, data, sides, duration, output } = choices;
  const [source, target] = sides.map(tokenizerOf);
  const training = {
    ...translatorTraining,
    ...limitsOf(duration, size.evaluateEvery),
  };
  return { data, model: translatorModelOf(kind, size), tokenizers: { source, target }, training, output };
}
