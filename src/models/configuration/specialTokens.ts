import type { Json } from './configFields.ts';

/** The tokens that begin and end a text, as a model's folder names them; ids outside the vocabulary are ignored. */
export interface SpecialTokens {
  /** Stands before a text of which nothing else is known. */
  readonly start?: number;
  readonly ends: readonly number[];
}

/** GPT-2's own, `<|endoftext|>`: transformers takes it where the configuration does not say. */
const gpt2Separator = 50256;

/**
 * @param config config.json
 * @param generation generation_config.json, which comes first, as it does in transformers
 */
export function specialTokens(config: Json, vocabularySize: number, generation: Json = {}): SpecialTokens {
  const isToken = (id: unknown): id is number =>
    typeof id === 'number' && Number.isInteger(id) && id >= 0 && id < vocabularySize;
  const otherwise = config.model_type === 'gpt2' ? gpt2Separator : undefined;
  const start = generation.bos_token_id ?? config.bos_token_id ?? otherwise;
  const ends = [generation.eos_token_id ?? config.eos_token_id ?? otherwise].flat();
  return { start: isToken(start) ? start : undefined, ends: ends.filter(isToken) };
}
