import { type Duration, limitsOf } from './duration.ts';
import type { WrittenRecipe } from './recipe.ts';
import { translatorTraining } from './translatorPresets.ts';

export const sizeNames = ['0.1M', '0.8M', '3M', '10M'] as const;
export type SizeName = (typeof sizeNames)[number];

/** A size of a new GPT-2, and how it is sensibly trained. */
export interface Size {
  readonly name: SizeName;
  readonly layers: number;
  readonly heads: number;
  readonly width: number;
  /** Tokens that the model can read at once, and that a sequence holds in training. */
  readonly context: number;
  /** Sequences per step. */
  readonly batch: number;
  readonly steps: number;
  readonly learningRate: number;
  readonly dropout: number;
  readonly evaluateEvery: number;
}

/**
 * The second is nanoGPT's recipe for a CPU, and the last the layers of its recipe for a GPU
 * (config/train_shakespeare_char), with sequences and batches that a CPU gets through, and the lower rate that goes with
 * small batches. The more parameters, the more dropout, since the texts that people have at hand are short.
 */
export const sizes: readonly Size[] = [
  {
    name: '0.1M',
    layers: 2,
    heads: 4,
    width: 64,
    context: 64,
    batch: 12,
    learningRate: 2e-3,
    dropout: 0,
    steps: 2000,
    evaluateEvery: 100,
  },
  {
    name: '0.8M',
    layers: 4,
    heads: 4,
    width: 128,
    context: 64,
    batch: 12,
    learningRate: 1e-3,
    dropout: 0,
    steps: 2000,
    evaluateEvery: 100,
  },
  {
    name: '3M',
    layers: 6,
    heads: 6,
    width: 192,
    context: 128,
    batch: 12,
    learningRate: 1e-3,
    dropout: 0.1,
    steps: 3000,
    evaluateEvery: 150,
  },
  {
    name: '10M',
    layers: 6,
    heads: 6,
    width: 384,
    context: 128,
    batch: 8,
    learningRate: 6e-4,
    dropout: 0.2,
    steps: 5000,
    evaluateEvery: 250,
  },
];

/** config.json of a new model of this size, without the vocabulary's size. */
export function modelOf({ layers, heads, width, context }: Size): NonNullable<WrittenRecipe['model']> {
  return { model_type: 'gpt2', n_layer: layers, n_head: heads, n_embd: width, n_positions: context };
}

/**
 * The same as a Llama, whose positions rotate: its heads learn to look back by a distance within a few hundred steps, and
 * with them induction heads form, where a GPT-2 of this size learns one distance after the other.
 */
export function rotaryModelOf({ layers, heads, width, context }: Size): NonNullable<WrittenRecipe['model']> {
  return {
    model_type: 'llama',
    num_hidden_layers: layers,
    num_attention_heads: heads,
    hidden_size: width,
    // Three matrices of this size hold as many numbers as GPT-2's two, about.
    intermediate_size: 8 * Math.round(width / 3),
    max_position_embeddings: context,
    rms_norm_eps: 1e-5,
    tie_word_embeddings: true,
  };
}

/** The same as a recurrent network, with about as many parameters: all of a GPT-2's layers in one state. */
export function recurrentModelOf({ layers, width, context }: Size): NonNullable<WrittenRecipe['model']> {
  // H² + 2·C·H = 12·layers·C²
  const hidden = 8 * Math.round((width * (Math.sqrt(1 + 12 * layers) - 1)) / 8);
  return { model_type: 'rnn', embedding_size: width, hidden_size: hidden, max_position_embeddings: context };
}

/**
 * Parameters of a GPT-2 without biases whose output is tied to its embeddings: embeddings, and per layer 12 C² in
 * matrices and 2 C in gains.
 */
export function parameterCount({ layers, width, context }: Size, vocabularySize: number): number {
  return (vocabularySize + context) * width + layers * (12 * width ** 2 + 2 * width) + width;
}

/** Share of a text that is not trained on, where a recipe does not say. */
const usualHeldOut = 0.1;

/** Below so many characters of text per parameter a model learns its text by heart rather than its language. */
export const charactersPerParameter = 10;

/** Whether a model of so many parameters would learn so short a text by heart. */
export function isShortOfText(characters: number, parameters: number): boolean {
  return characters < charactersPerParameter * parameters;
}

/** Whether the part of a text that is trained on holds a whole sequence and what follows it, one token a character. */
export function canFill(context: number, characters: number): boolean {
  return characters * (1 - usualHeldOut) > context + 1;
}

const smallestBpe = 512;
const largestBpe = 16_384;

/**
 * Vocabulary of a byte-level BPE that fits, a power of two. A token should occur about a hundred times in the text, where
 * it takes about four characters: more tokens would be too rare to be learned. And the embeddings should not hold more
 * parameters than the layers.
 */
export function fittingBpe(characters: number, { layers, width }: Size): number {
  const byText = characters / (4 * 100);
  const byModel = layers * 12 * width;
  const power = 2 ** Math.floor(Math.log2(Math.max(1, Math.min(byText, byModel))));
  return Math.min(largestBpe, Math.max(smallestBpe, power));
}

/** The model that training begins with. */
export type Start =
  | {
      readonly kind: 'new';
      readonly size: Size;
      readonly tokenizer: NonNullable<WrittenRecipe['tokenizer']>;
      /** Whether it is a recurrent network, rather than a transformer. */
      readonly isRecurrent?: boolean;
    }
  /** @param context tokens that the model can read at once */
  | { readonly kind: 'from'; readonly folder: string; readonly context: number };

export interface RecipeChoices {
  readonly start: Start;
  readonly data: WrittenRecipe['data'];
  readonly duration: Duration;
  /** Folder to write, relative to the recipe. */
  readonly output: string;
}

/** The recipe that the choices amount to. */
export function recipeOf({ start, data, duration, output }: RecipeChoices): WrittenRecipe {
  if (start.kind === 'from') {
    const training = { ...fineTuning(start.context, 'pairs' in data), ...limitsOf(duration, 50) };
    return { data, from: start.folder, training, output };
  }
  const { size, tokenizer, isRecurrent } = start;
  const training = {
    batch: size.batch,
    tokens: size.context,
    learningRate: size.learningRate,
    warmup: 0.05,
    beta2: 0.99,
    biases: false,
    dropout: size.dropout,
    ...limitsOf(duration, size.evaluateEvery),
  };
  const isForInduction = 'sample' in data && data.sample === 'copying';
  const modelFor = isRecurrent ? recurrentModelOf : isForInduction ? rotaryModelOf : modelOf;
  return { data, model: modelFor(size), tokenizer, training, output };
}

/** Steps that are proposed for a model that is trained already. */
export const fineTuningSteps = 500;

/**
 * A low rate: what the model knows is to stay. Pairs of sentences are short: as many as for a new translator make a step
 * about as large as a few long texts do.
 */
export function fineTuning(context: number, isOfPairs: boolean) {
  const batch = isOfPairs ? translatorTraining.batch : 4;
  return { batch, tokens: Math.min(context, 128), learningRate: 1e-4, warmup: 0.1, dropout: 0 };
}
