import type errors from '../media/l10n/errors.json';

export type ErrorCode = keyof typeof errors;
export type Parameters = Readonly<Record<string, string | number>>;

/**
 * What went wrong, as a code with named parameters. The sentence is made once, where the user's language is known
 * (see localisation.ts); this is what crosses process boundaries.
 */
export class UnderhoodError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly parameters: Parameters = {},
  ) {
    super(`${code} ${JSON.stringify(parameters)}`);
    this.name = 'UnderhoodError';
  }
}

/** A failure or a warning as it crosses a hop: the sentence is made where the language is known. */
export interface CodedMessage {
  readonly code: ErrorCode;
  readonly parameters: Parameters;
}

/** Any thrown value as an error that can cross a boundary. */
export function toUnderhoodError(error: unknown): UnderhoodError {
  if (error instanceof UnderhoodError) return error;
  return new UnderhoodError('unexpected', { detail: error instanceof Error ? error.message : String(error) });
}
