import { UnderhoodError } from '../../errors.ts';
import type { ArchitectureConfig } from '../family.ts';

type Limits = Pick<ArchitectureConfig, 'contextLength' | 'vocabularySize'>;

/** Throws UnderhoodError unless a model can take these tokens: at least one, no more than its context, all its own. */
export function checkIds({ contextLength, vocabularySize }: Limits, ids: readonly number[]): void {
  if (ids.length === 0) throw new UnderhoodError('model.noTokens');
  if (ids.length > contextLength) {
    throw new UnderhoodError('model.tooLong', { length: ids.length, limit: contextLength });
  }
  const foreign = ids.find((id) => !Number.isInteger(id) || id < 0 || id >= vocabularySize);
  if (foreign !== undefined) throw new UnderhoodError('model.badId', { id: foreign, last: vocabularySize - 1 });
}
