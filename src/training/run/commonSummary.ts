import type { Runtime } from '../../engine/runtime.ts';
import { sizeOf } from '../../engine/shape.ts';
import type { PreparedSummary } from '../../protocol/training.ts';
import type { TokenCounts } from '../data/tokenCounts.ts';
import type { Parameter } from '../parameters.ts';

/** What of a prepared run is said of all kinds of models. */
type Common = Pick<
  PreparedSummary,
  'runtime' | 'parameters' | 'vocabularySize' | 'tokenizer' | 'trainingCharacters' | 'anchors'
>;

/** @param tokenizer of what the model writes, and how often its tokens occur in the training text */
export function commonSummary(
  { name, version, device, threads }: Runtime,
  parameters: readonly Parameter[],
  { kind, vocabularySize }: { readonly kind: PreparedSummary['tokenizer']; readonly vocabularySize: number },
  { counts, characters }: { readonly counts: TokenCounts; readonly characters: number },
): Common {
  return {
    runtime: { name, version, device, threads },
    parameters: parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    vocabularySize,
    tokenizer: kind,
    trainingCharacters: characters,
    anchors: {
      uniform: Math.log(vocabularySize),
      unigram: counts.unigramEntropy,
      bigram: counts.bigramEntropy,
    },
  };
}
