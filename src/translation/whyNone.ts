import { UnderhoodError } from '../errors.ts';
import type { SystemRun } from '../protocol/translation.ts';
import { languageRead, languageWritten } from './direction.ts';

/** Why none of the systems made anything of a text. */
export function whyNone(text: string, systems: readonly SystemRun[]): UnderhoodError {
  const [error] = systems.flatMap(({ error }) => error ?? []);
  if (!error) return new UnderhoodError('translate.noSystem');
  // A shorter part of it would be of no more use to systems that read another language.
  const read = new Set(systems.map(({ name }) => languageRead(name)));
  const [only] = read.size === 1 ? read : [];
  const written = languageWritten(text);
  const isForeign = only !== undefined && written !== undefined && only !== written;
  if (error.code !== 'translate.tooLong' || !isForeign) return new UnderhoodError(error.code, error.parameters);
  return new UnderhoodError(only === 'zh' ? 'translate.longNotChinese' : 'translate.longNotEnglish', error.parameters);
}
