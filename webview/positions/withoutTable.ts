import type { PositionsStore } from './store.ts';

/** Why there is no table that the loaded model learned; nothing while it is on its way. */
export function withoutTable({ own: { positions }, run, strings }: PositionsStore): string {
  if (positions?.kind === 'table') return '';
  const key = positions === undefined ? 'None' : positions.kind === 'rotary' ? 'Rotary' : 'Alibi';
  return strings(`positions.schemes.about.learned${key}`, { model: run?.model.name ?? '' });
}
