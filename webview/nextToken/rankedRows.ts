import type { Distribution } from '../../src/analysis/sampling.ts';
import type { FilterOrder } from '../../src/protocol/reading.ts';

/** A step on the way from logits to draws: what the model says, after the temperature, after the filters. */
export type Step = 'model' | 'tempered' | 'filtered';

/** The steps in the order in which they are taken. */
export function stepsOf(order: FilterOrder): readonly Step[] {
  return order === 'huggingface' ? ['model', 'tempered', 'filtered'] : ['model', 'filtered', 'tempered'];
}

/** Probabilities after a step, by rank, [V]. */
export function probabilitiesAfter(step: Step, { ranked, tempered, filtered }: Distribution): Float64Array {
  return { model: ranked.probabilities, tempered, filtered }[step];
}

/** The ranks, from 0, that have a row: the first `count`, and the one that really follows wherever it is. */
export function shownRanks(count: number, size: number, following: number | null): number[] {
  const ranks = Array.from({ length: Math.min(count, size) }, (_, rank) => rank);
  return following === null || following < ranks.length ? ranks : [...ranks, following];
}

/** How often a rank was drawn: what is dropped, never. @param drawn of those that are kept, by rank */
export function timesDrawn(drawn: Uint32Array, rank: number): number {
  return drawn[rank] ?? 0;
}

/** What the ranks without a row hold together, in numbers by rank; `shown` as shownRanks gives them. */
export function restOf(numbers: ArrayLike<number>, shown: readonly number[]): number {
  const last = shown[shown.length - 1];
  const isApart = last >= shown.length;
  let sum = 0;
  for (let rank = isApart ? shown.length - 1 : shown.length; rank < numbers.length; rank += 1) {
    if (!isApart || rank !== last) sum += numbers[rank];
  }
  return sum;
}
