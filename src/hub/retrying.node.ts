import { setTimeout as sleep } from 'node:timers/promises';
import { UnderhoodError } from '../errors.ts';
import { PassingFailure } from './failures.ts';
import type { Patience } from './http.node.ts';

/** A pause between two attempts. */
export interface Pause {
  /** Milliseconds. */
  readonly length: number;
  readonly because: PassingFailure;
}

/**
 * Tries again after what may pass, with longer and longer pauses, or as long as the server asks for.
 * @param attempt told how to say that something was achieved, after which the pauses begin anew
 * @param onPause told of each pause
 */
export async function retrying<T>(
  patience: Patience,
  signal: AbortSignal,
  attempt: (advanced: () => void) => Promise<T>,
  onPause: (pause: Pause) => void = () => {},
): Promise<T> {
  let failures = 0;
  for (;;) {
    try {
      return await attempt(() => {
        failures = 0;
      });
    } catch (error) {
      if (signal.aborted) throw new UnderhoodError('cancelled');
      if (!(error instanceof PassingFailure) || failures >= patience.pauses.length) throw error;
      const length = Math.max(patience.pauses[failures], error.after ?? 0);
      if (length > patience.longestPause) throw error;
      failures++;
      onPause({ length, because: error });
      await sleep(length, undefined, { signal }).catch(() => {
        throw new UnderhoodError('cancelled');
      });
    }
  }
}
