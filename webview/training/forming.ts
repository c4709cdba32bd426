import type { Curves } from '../../src/protocol/training.ts';

/** From here on a head is called a previous-token or an induction head. */
export const formedFrom = 0.4;

type StatisticName = 'previousToken' | 'induction';

interface HeadScore {
  /** Place in [layers · heads]. */
  readonly head: number;
  readonly score: number;
}

interface Formed extends HeadScore {
  /** Index of the evaluation. */
  readonly evaluation: number;
}

/** The first head whose score passed 0.4, the highest where several did at once; null where none did yet. */
export function firstFormed(
  evaluations: Curves['evaluations'],
  statistic: StatisticName,
  heads: number,
): Formed | null {
  for (let evaluation = 0; evaluation < evaluations.step.length; evaluation += 1) {
    const best = highest(evaluations, statistic, heads, evaluation);
    if (best !== null && best.score > formedFrom) return { ...best, evaluation };
  }
  return null;
}

/** The head with the highest score at an evaluation. */
export function highest(
  evaluations: Curves['evaluations'],
  statistic: StatisticName,
  heads: number,
  evaluation: number,
): HeadScore | null {
  const scores = evaluations[statistic].subarray(evaluation * heads, (evaluation + 1) * heads);
  let best: HeadScore | null = null;
  scores.forEach((score, head) => {
    if (Number.isFinite(score) && (best === null || score > best.score)) best = { head, score };
  });
  return best;
}

/** How far from a line it is still meant. */
const reach = 0.05;

/** The head whose score at an evaluation is nearest to a value; null where none is near. */
export function nearestHead(
  evaluations: Curves['evaluations'],
  statistic: StatisticName,
  heads: number,
  evaluation: number,
  value: number,
): number | null {
  const scores = evaluations[statistic].subarray(evaluation * heads, (evaluation + 1) * heads);
  let nearest: number | null = null;
  scores.forEach((score, head) => {
    const isNearer = nearest === null || Math.abs(score - value) < Math.abs(scores[nearest] - value);
    if (Math.abs(score - value) <= reach && isNearer) nearest = head;
  });
  return nearest;
}
