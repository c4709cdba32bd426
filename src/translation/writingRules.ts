import type { Json } from '../models/configuration/configFields.ts';
import type { TranslatorConfig } from '../models/translator.ts';
import type { SearchOptions } from './search.ts';

/** How a folder wants its model to write: what generation_config.json says, or config.json where it does not. */
export function writingRules(
  { startToken, endToken, contextLength, vocabularySize }: TranslatorConfig,
  config: Json,
  generation: Json,
): SearchOptions {
  const isToken = (id: unknown): id is number =>
    typeof id === 'number' && Number.isInteger(id) && id >= 0 && id < vocabularySize;
  const said = (field: string) => generation[field] ?? config[field];
  const bad = said('bad_words_ids');
  // Longer ones would be words of several tokens, which Marian's folders do not have.
  const suppressed = Array.isArray(bad)
    ? bad.flatMap((word) => (Array.isArray(word) && word.length === 1 ? word : []))
    : [];
  const forced = said('forced_eos_token_id');
  const penalty = said('length_penalty');
  return {
    ...{ startToken, endToken },
    mostTokens: contextLength,
    ...(isToken(forced) && { forcedEndToken: forced }),
    suppressed: suppressed.filter(isToken),
    lengthPenalty: typeof penalty === 'number' && Number.isFinite(penalty) ? penalty : 1,
  };
}
