import type { AttentionNavigation } from '../../src/protocol/attentionPage.ts';
import { quantities, type RunSummary } from '../../src/protocol/run.ts';
import type { AskedRequest } from '../../src/protocol/taking.ts';
import { headAt } from '../parts/heads.ts';
import { isOf } from './navigation.ts';

/** Bytes of all heads that a saved view may hold besides those that are pinned. */
const mostBytes = 16 * 2 ** 20;

/** What a saved view needs: thumbnails however altered, pinned heads in all quantities, and, where they are few, all heads. */
export function askedOf(
  run: RunSummary,
  navigation: AttentionNavigation,
  place: { readonly query: number; readonly key: number } | null,
): AskedRequest[] {
  const { runId, model, tokens } = run;
  const switches = [false, true];
  const thumbnails = switches.flatMap((hideFirst) =>
    switches.map((mergeWords) => ({ method: 'thumbnails', request: { runId, hideFirst, mergeWords } })),
  );
  const pinned = navigation.pinned.filter((head) => isOf(run, head));
  const heads = pinned.flatMap(({ layer, head }) =>
    quantities.map((quantity) => ({ method: 'head', request: { runId, layer, head, quantity } })),
  );
  const areFew = model.layers * model.heads * tokens.length ** 2 * 8 <= mostBytes;
  const all = areFew ? Array.from({ length: model.layers * model.heads }, (_, at) => at) : [];
  const others = all
    .map((at) => headAt(at, model.heads))
    .filter(({ layer, head }) => !pinned.some((known) => known.layer === layer && known.head === head))
    .flatMap((head) =>
      (['pattern', 'raw'] as const).map((quantity) => ({ method: 'head', request: { runId, ...head, quantity } })),
    );
  const front = pinned[navigation.active];
  const cell =
    front && place ? [{ method: 'cell', request: { runId, layer: front.layer, head: front.head, ...place } }] : [];
  return [...thumbnails, ...heads, ...others, ...cell];
}
