import { UnderhoodError } from '../../errors.ts';
import type { TranslatorConfig } from '../translator.ts';
import { type Json, shown } from './configFields.ts';

/** The tokens that begin, end and fill up target texts. Throws UnderhoodError where one is missing or no token. */
export function parseSpecialTokens(
  json: Json,
  vocabularySize: number,
): Pick<TranslatorConfig, 'startToken' | 'endToken' | 'padToken'> {
  const token = (field: string) => {
    const value = json[field];
    if (value === undefined || value === null) throw new UnderhoodError('config.missing', { field });
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value >= vocabularySize) {
      throw new UnderhoodError('config.token', { field, value: shown(value), last: vocabularySize - 1 });
    }
    return value;
  };
  const padToken = token('pad_token_id');
  return {
    padToken,
    endToken: token('eos_token_id'),
    startToken: json.decoder_start_token_id === undefined ? padToken : token('decoder_start_token_id'),
  };
}
