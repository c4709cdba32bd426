import assert from 'node:assert/strict';
import { pairings } from '../../../src/positions/rotary.ts';
import { largestError } from '../../../src/positions/rotation.ts';
import { byDistance } from '../../../src/positions/similarity.ts';
import { positionsStart } from '../../../src/protocol/positionsPage.ts';
import {
  angleOver,
  matrixOf,
  pairAt,
  pairCount,
  rowsOf,
} from '../../../webview/positions/similarity/schemeSimilarity.ts';

const settings = { ...positionsStart, positions: 40, width: 16 };

function departure(scheme: Parameters<typeof matrixOf>[0], measure: 'dot' | 'cosine' = 'dot'): number {
  const { matrix, positions } = matrixOf(scheme, measure, settings, {})!;
  return byDistance(matrix, positions).departure;
}

describe('the similarity of positions by a scheme', () => {
  it('comes from the distance alone where pairs turn, and where distance is all there is', () => {
    for (const scheme of ['sinusoid', 'sinusoidConcatenated', 'rotary', 'alibi'] as const) {
      assert.ok(departure(scheme) < 1e-6, scheme);
    }
  });

  it('does not for the others', () => {
    assert.ok(departure('pureSine') > 0.1);
    assert.ok(departure('index') > 0.5);
    assert.ok(Number.isNaN(departure('index', 'cosine')), 'all point the same way');
  });

  it('is by the paper’s formula, whatever is shown elsewhere', () => {
    const shown = { ...settings, formula: 'essay', isContinuous: true } as const;
    assert.deepEqual(matrixOf('sinusoid', 'dot', shown, {}), matrixOf('sinusoid', 'dot', settings, {}));
  });

  it('is left to the model’s process for its table, and is nothing without positions', () => {
    assert.equal(matrixOf('learned', 'dot', settings, {}), null);
    assert.equal(matrixOf('none', 'dot', settings, {}), null);
  });
});

describe('one pair of a scheme', () => {
  it('is turned by its formula’s angle, in every layout', () => {
    for (const scheme of ['sinusoid', 'sinusoidConcatenated', 'rotary'] as const) {
      for (const pairing of pairings) {
        const own = { ...settings, pairing };
        const table = rowsOf(scheme, own, {})!;
        for (let pair = 0; pair < pairCount(table); pair += 1) {
          const found = pairAt(table, pair, own, {});
          assert.ok(found.angle !== null);
          assert.ok(largestError(found.points, 5, angleOver(found, 5)) < 1e-5, `${scheme} ${pairing} ${pair}`);
        }
      }
    }
  });

  it('is turned as nearly as can be where the formula has no angle', () => {
    const table = rowsOf('pureSine', settings, {})!;
    const found = pairAt(table, 1, settings, {});
    assert.equal(found.angle, null);
    assert.ok(largestError(found.points, 1, angleOver(found, 1)) > 0.1);
  });

  it('is none of one dimension', () => {
    assert.equal(pairCount(rowsOf('sinusoid', { ...settings, width: 1 }, {})!), 0);
  });
});
