import type { Json } from './configFields.ts';

/** The tokens that begin and end a text, as config.json names them; ids outside the vocabulary are ignored. */
export interface SpecialTokens {
  /** Stands before a text of which nothing else is known. */
  readonly start?: number;
  readonly ends: readonly number[];
}

/** GPT-2's own, `<|endoftext|>`: transformers takes it where the configuration does not say. */
const gpt2Separator = 50256;

export function specialTokens(config: Json, vocabularySize: number): SpecialTokens {
  const isToken = (id: unknown): id is number =>
    typeof id === 'number' && Number.isInteger(id) && id >= 0 && id < vocabularySize;
  const otherwise = config.model_type === 'gpt2' ? gpt2Separator : undefined;
  const start = config.bos_token_id ?? otherwise;
  const ends = [config.eos_token_id ?? otherwise].flat();
  return { start: isToken(start) ? start : undefined, ends: ends.filter(isToken) };
}
