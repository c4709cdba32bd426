import type { Verdict } from '../analysis/verdict.ts';
import type { SchemeName } from './scheme.ts';

/** A model's mean loss, nats per token, at the positions that it was trained on and at those beyond. */
interface Reach {
  readonly within: number;
  readonly beyond: number;
}

/** How much the loss rises beyond the trained length, nats per token. */
interface Collapse {
  readonly verdict: Verdict;
  readonly pureSine: number;
  readonly sinusoid: number;
  readonly learned: number;
}

/** Nats per token: a tenth more perplexity. Less is no collapse. */
export const leastCollapse = 0.1;
/** One race is one seed: a rise that is not larger by a tenth is not called larger. */
const clearly = 1.1;

/**
 * Judges the essay's claim that pure sine collapses on sentences longer than those it was trained on, by how much its loss
 * rises there: against sine with cosine, which the essay puts in its place, and against a learned table, which has rows
 * there that were never trained.
 * - `true`: it rises by a tenth of a nat or more, and clearly more than both.
 * - `roughly`: it rises so, but not clearly more than both: that is not what sets it apart.
 * - `false`: it hardly rises, or falls.
 * Null while one of the three is not known.
 */
export function collapseOf(reachOf: (scheme: SchemeName) => Reach | undefined): Collapse | null {
  const rises = (['pureSine', 'sinusoid', 'learned'] as const).map((scheme) => {
    const reach = reachOf(scheme);
    return reach ? reach.beyond - reach.within : Number.NaN;
  });
  if (rises.some((rise) => !Number.isFinite(rise))) return null;
  const [pureSine, sinusoid, learned] = rises;
  const outdone = [sinusoid, learned].filter((rise) => pureSine > clearly * Math.max(0, rise)).length;
  const verdict = pureSine < leastCollapse ? 'false' : outdone === 2 ? 'true' : 'roughly';
  return { verdict, pureSine, sinusoid, learned };
}

/** Nats per token: curves that stay nearer to each other than this lie on each other. */
export const sameCurve = 0.01;

interface Measured {
  readonly step: number;
  readonly loss: number;
}

/** The largest difference of two curves at the steps that both were measured at; null where there is none. */
export function largestGap(one: readonly Measured[], other: readonly Measured[]): number | null {
  const losses = new Map(other.map(({ step, loss }) => [step, loss]));
  let largest: number | null = null;
  for (const { step, loss } of one) {
    const beside = losses.get(step);
    if (beside === undefined) continue;
    largest = Math.max(largest ?? 0, Math.abs(loss - beside));
  }
  return largest;
}
