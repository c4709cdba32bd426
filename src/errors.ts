import type { ErrorCode } from './localisation.ts';

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

/** Any thrown value as an error that can cross a boundary. */
export function toUnderhoodError(error: unknown): UnderhoodError {
  if (error instanceof UnderhoodError) return error;
  return new UnderhoodError('unexpected', { detail: error instanceof Error ? error.message : String(error) });
}
