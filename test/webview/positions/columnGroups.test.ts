import assert from 'node:assert/strict';
import type { SchemeName } from '../../../src/positions/scheme.ts';
import { positionsStart } from '../../../src/protocol/positionsPage.ts';
import { columnGroups } from '../../../webview/positions/schemes/columnGroups.ts';
import { schemeTable } from '../../../webview/positions/schemes/schemeTable.ts';

describe('the columns of a scheme as lines', () => {
  const places = (scheme: SchemeName, width: number, pairing: 'halves' | 'neighbours') =>
    columnGroups(schemeTable(scheme, { ...positionsStart, width, pairing }, {})!, pairing).map(({ from, to, step }) =>
      Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step),
    );

  it('draw no column twice, and all but those that repeat their neighbour', () => {
    for (const scheme of ['index', 'pureSine', 'sinusoid', 'sinusoidConcatenated', 'rotary', 'alibi'] as const) {
      for (const pairing of ['halves', 'neighbours'] as const) {
        for (const width of [2, 7, 8]) {
          const drawn = places(scheme, width, pairing).flat();
          const { columns } = schemeTable(scheme, { ...positionsStart, width, pairing }, {})!;
          const repeats = scheme === 'pureSine' || (scheme === 'rotary' && pairing === 'neighbours');
          assert.equal(new Set(drawn).size, drawn.length, scheme);
          assert.equal(drawn.length, repeats ? Math.ceil(columns / 2) : columns, `${scheme} ${width}`);
        }
      }
    }
  });

  it('keep sines and cosines apart', () => {
    assert.deepEqual(places('sinusoid', 5, 'halves'), [
      [0, 2, 4],
      [1, 3],
    ]);
    assert.deepEqual(places('sinusoidConcatenated', 5, 'halves'), [
      [0, 1, 2],
      [3, 4],
    ]);
  });
});
