import { setContext } from './contextKey.ts';

/** What can be done that is remembered. */
export type Doable = 'attention' | 'nextToken' | 'positions' | 'translate' | 'road';

const told = new Set<Doable>();

/** Something was done, whichever way it was asked for: the walkthrough ticks its step off. */
export function markDone(what: Doable): void {
  if (told.has(what)) return;
  told.add(what);
  void setContext(`underhood.did.${what}`, true);
}
