import { fineTuning, parameterCount, sizes } from './presets.ts';
import { isTranslatorKind, type ProposedModel, timedVocabulary } from './proposedModel.ts';
import { translatorParameterCount, translatorSizes } from './translatorPresets.ts';

/** A trained model, as far as it decides how long a step takes. */
export interface FineTuned {
  readonly kind: ProposedModel['kind'];
  readonly context: number;
  /** Those that tokens are multiplied with. */
  readonly parameters: number;
}

/** The largest new model of a kind that is proposed: it comes nearest to one that is trained already. */
export function largestProposed(kind: ProposedModel['kind']): ProposedModel {
  if (isTranslatorKind(kind)) return { kind, size: translatorSizes.at(-1)!.name };
  return { kind, size: sizes.at(-1)!.name };
}

/**
 * How long a step of fine-tuning takes, about: as long for each parameter and token as a step of the largest new model of
 * that kind.
 * @returns milliseconds
 */
export function fineTuningMilliseconds({ kind, context, parameters }: FineTuned, largestMilliseconds: number): number {
  if (isTranslatorKind(kind)) {
    // As many pairs a step, of sentences that are as short.
    return (
      (largestMilliseconds * parameters) / translatorParameterCount(kind, translatorSizes.at(-1)!, timedVocabulary)
    );
  }
  const { batch, tokens } = fineTuning(context, false);
  const largest = sizes.at(-1)!;
  const work = parameterCount(largest, timedVocabulary) * largest.batch * largest.context;
  return (largestMilliseconds * parameters * batch * tokens) / work;
}
