import { cellArithmetic, headQuantity } from '../../src/analysis/cell.ts';
import type { SavedView } from '../../src/export/savedView.ts';
import type { AttentionNavigation } from '../../src/protocol/attentionPage.ts';
import { quantities } from '../../src/protocol/run.ts';
import { fakeRun } from '../ui/attention/fakeRun.ts';
import { fakeTokens } from '../ui/attention/fakeTokens.ts';

const text = '前天 the cat saw 那天.';
const navigation: AttentionNavigation = {
  ...{ pinned: [{ layer: 1, head: 0 }], active: 0, query: 3, key: null, quantity: 'pattern', view: 'matrix' },
  ...{ logarithmic: false, alterations: { hideFirst: false, mergeWords: false }, sort: 'place:', threshold: null },
};

/** A small attention page as a saved view. */
export function savedAttention(): SavedView {
  const run = fakeRun('run-1', text, fakeTokens(text), { layers: 2, heads: 2, keyValueHeads: 1 });
  const { length } = run.summary.tokens;
  const address = { runId: 'run-1', layer: 1, head: 0 };
  const none = { hideFirst: false, mergeWords: false };
  const size = 4;
  return {
    page: 'attention',
    made: { date: '2026-11-29T12:00:00.000Z', version: '0.1.0', weights: 'ab'.repeat(32) },
    state: { run: run.summary, source: { document: 'a.md', kind: 'selection' }, navigation },
    answers: [
      {
        method: 'thumbnails',
        request: { runId: 'run-1', ...none },
        answer: { runId: 'run-1', size, length, data: new Uint8Array(2 * 2 * size * size).fill(7) },
      },
      ...quantities.map((quantity) => ({
        method: 'head',
        request: { ...address, quantity },
        answer: { ...address, quantity, length, data: headQuantity(run.layers[1], 0, quantity, run.norms[1]) },
      })),
      {
        method: 'cell',
        request: { ...address, query: 3, key: 1 },
        answer: { ...address, ...cellArithmetic(run.layers[1], 0, 3, 1) },
      },
    ],
  };
}
