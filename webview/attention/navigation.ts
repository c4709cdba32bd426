import { type AttentionNavigation, pinned } from '../../src/protocol/attentionPage.ts';
import { type RunSummary, type StatisticName, statisticNames, type Thumbnails } from '../../src/protocol/run.ts';
import { type Head, headAt } from '../parts/heads.ts';

/** How the grid of heads is arranged: which statistic its labels show, and whether that orders them. */
export interface Order {
  readonly statistic: StatisticName | null;
  readonly by: 'place' | 'descending' | 'ascending';
}

export const orders = ['place', 'descending', 'ascending'] as const;

/** The order that `AttentionNavigation.sort` names; anything unknown reads as the order of the layers. */
export function parseOrder(sort: string): Order {
  const [by, statistic] = sort.split(':');
  return {
    by: orders.find((known) => known === by) ?? 'place',
    statistic: statisticNames.find((known) => known === statistic) ?? null,
  };
}

export function formatOrder({ by, statistic }: Order): string {
  return `${by}:${statistic ?? ''}`;
}

/** Heads as places in [layers · heads], in the order asked for; those under the threshold are left out. */
export function orderedHeads(run: RunSummary, order: Order, threshold: number | null): number[] {
  const heads = Array.from({ length: run.model.layers * run.model.heads }, (_, index) => index);
  if (order.statistic === null) return heads;
  const values = run.statistics[order.statistic];
  const kept = threshold === null ? heads : heads.filter((index) => values[index] >= threshold);
  if (order.by === 'place') return kept;
  const sign = order.by === 'ascending' ? 1 : -1;
  // Undefined ones last, whatever the direction; ties in the order of the layers.
  const rank = (index: number) => (Number.isNaN(values[index]) ? Number.POSITIVE_INFINITY : sign * values[index]);
  return kept.sort((one, other) => {
    const [a, b] = [rank(one), rank(other)];
    return a === b ? one - other : a < b ? -1 : 1;
  });
}

/** Unpins the head in front; its neighbour comes forward. */
export function unpinned(navigation: AttentionNavigation): AttentionNavigation {
  const left = navigation.pinned.filter((_, place) => place !== navigation.active);
  return { ...navigation, pinned: left, active: Math.max(0, Math.min(navigation.active, left.length - 1)) };
}

/** Whether the model of a run has such a head. */
export function isOf({ model }: RunSummary, { layer, head }: Head): boolean {
  return layer < model.layers && head < model.heads;
}

/**
 * Where to be in a new run: the heads that were pinned, as far as this model has them, and the last token's row. With no
 * head left, the one whose last token looks hardest at something further back.
 */
export function arrived(
  navigation: AttentionNavigation,
  run: RunSummary,
  thumbnails: Thumbnails,
  isNew: boolean,
): AttentionNavigation {
  const { layers, heads } = run.model;
  const kept = navigation.pinned.filter((head) => isOf(run, head));
  const within = (index: number | null) => (index !== null && index < run.tokens.length ? index : null);
  const next: AttentionNavigation = {
    ...navigation,
    pinned: kept,
    active: Math.max(0, Math.min(navigation.active, kept.length - 1)),
    query: isNew ? run.tokens.length - 1 : within(navigation.query),
    key: isNew ? null : within(navigation.key),
  };
  if (!isNew || kept.length > 0 || layers * heads === 0) return next;
  const first = farthestLooking(thumbnails, layers * heads);
  return pinned(next, headAt(first, heads));
}

/** The head that gives most from the last token to a single one that is neither first, nor itself, nor its neighbour. */
function farthestLooking({ size, data }: Thumbnails, count: number): number {
  let best = 0;
  let most = -1;
  for (let head = 0; head < count; head += 1) {
    const row = head * size * size + (size - 1) * size;
    for (let key = 1; key < size - 2; key += 1) {
      if (data[row + key] > most) [best, most] = [head, data[row + key]];
    }
  }
  return best;
}
