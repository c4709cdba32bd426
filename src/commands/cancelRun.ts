import type { Parts } from './parts.ts';

/** Drops the run that is under way. */
export function cancelRun({ attention, nextToken }: Parts): void {
  attention.page?.cancel();
  nextToken.page?.cancel();
}
