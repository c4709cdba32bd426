import { modelOf, recurrentModelOf, type SizeName, sizes } from './presets.ts';
import type { WrittenRecipe } from './recipe.ts';
import {
  type TranslatorKind,
  type TranslatorSize,
  translatorKinds,
  translatorModelOf,
  translatorSizes,
  translatorTraining,
} from './translatorPresets.ts';

/** A new model as it is proposed: what it is, and in which size. */
export type ProposedModel =
  | { readonly kind: 'gpt' | 'recurrent'; readonly size: SizeName }
  | { readonly kind: TranslatorKind; readonly size: TranslatorSize['name'] };

/** What a training step of a proposed model computes. */
export interface ProposedStep {
  /** config.json without the vocabularies' sizes. */
  readonly model: NonNullable<WrittenRecipe['model']>;
  readonly batch: number;
  /** Tokens per sequence; of a translator, of either side. */
  readonly tokens: number;
  readonly dropout: number;
}

/**
 * Tokens of a side in a batch of short sentences, those that fill it up included. Of the bundled translators' sentences
 * they are 16 to read and 17 to write, on average.
 */
const pairTokens = 16;

/** Tokens in the vocabulary of the models that are timed, of a translator on either side: it matters little. */
export const timedVocabulary = 512;

/** Whether a new model of that kind would translate. */
export function isTranslatorKind(kind: string): kind is TranslatorKind {
  return translatorKinds.some((known) => known === kind);
}

/** Undefined where no such model is proposed. */
export function proposedStep(kind: string, sizeName: string): ProposedStep | undefined {
  const size = sizes.find(({ name }) => name === sizeName);
  if (size && (kind === 'gpt' || kind === 'recurrent')) {
    const { batch, context: tokens, dropout } = size;
    return { model: kind === 'gpt' ? modelOf(size) : recurrentModelOf(size), batch, tokens, dropout };
  }
  const translator = translatorKinds.find((known) => known === kind);
  const translatorSize = translatorSizes.find(({ name }) => name === sizeName);
  if (!translator || !translatorSize) return undefined;
  const { batch, dropout } = translatorTraining;
  return { model: translatorModelOf(translator, translatorSize), batch, tokens: pairTokens, dropout };
}
