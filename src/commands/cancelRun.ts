import type { Parts } from './parts.ts';

/** Drops the runs that are under way. */
export function cancelRun({ attention, nextToken, positions, translation, surprisal }: Parts): void {
  attention.page?.cancel();
  nextToken.page?.cancel();
  positions.page?.cancel();
  translation.page?.cancel();
  surprisal.cancel();
}
