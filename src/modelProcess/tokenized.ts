import { UnderhoodError } from '../errors.ts';
import type { LoadedModel } from '../models/loaded/loadedModel.ts';
import type { KeptEnd, RunSummary } from '../protocol/run.ts';
import { summaryOf } from './tokenSummary.ts';

/** The longest run, whatever the model takes: one head of so many tokens is 4 MiB, the largest slice that travels. */
const mostTokens = 1024;

/** A text as one run takes it. */
interface Tokenized extends Pick<RunSummary, 'text' | 'tokens' | 'cut'> {
  readonly ids: readonly number[];
}

/** As much of a text as a run can take. Throws UnderhoodError where there is nothing to run. */
export function tokenized({ tokenizer, summary }: LoadedModel, text: string, kept: KeptEnd): Tokenized {
  const part = tokenizer.encodePart(text, Math.min(summary.contextLength, mostTokens), kept);
  if (part.tokens.length === 0) throw new UnderhoodError('selection.blank');
  const { start, end, totalTokens, totalIsExact } = part;
  const isCut = start > 0 || end < text.length;
  return {
    text: text.slice(start, end),
    tokens: part.tokens.map((token) => summaryOf(token, start, end)),
    ids: part.tokens.map(({ id }) => id),
    cut: isCut ? { kept, totalTokens, totalIsExact, start, end } : undefined,
  };
}
