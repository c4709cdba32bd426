import type { Parts } from './parts.ts';

/** Shows what the extension and its model process wrote down. */
export function showLog({ log }: Parts): void {
  log.show();
}
