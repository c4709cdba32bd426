import type { AskedRequest } from '../../src/protocol/taking.ts';
import type { Moment } from '../../src/protocol/training.ts';

/** Bytes of all moments that a saved view may hold. */
const mostBytes = 64 * 2 ** 20;

/**
 * What a saved view of a training run needs: its curves, and its moments, thinned where they are many: the first, the last
 * and the one that is shown are always there.
 * @param points of the curves
 * @param steps of all evaluations
 * @param shown absent: none is here yet
 */
export function askedOf(points: number, steps: readonly number[], shown: Moment | null): AskedRequest[] {
  const bytes = (shown?.pattern.byteLength ?? 0) + (shown?.cross?.pattern.byteLength ?? 0);
  const every = Math.max(1, Math.ceil((steps.length * bytes) / mostBytes));
  const kept = steps.filter((step, place) => {
    return place % every === 0 || place === steps.length - 1 || step === shown?.step;
  });
  const moments = kept.map((step) => ({ method: 'moment', request: { step } }));
  return [{ method: 'curves', request: { points } }, ...moments];
}
