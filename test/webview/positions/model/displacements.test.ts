import assert from 'node:assert/strict';
import {
  displacementKinds,
  kindOf,
  largestShift,
  mostChanged,
  startOf,
} from '../../../../webview/positions/model/displacements.ts';

describe('what tokens are told about their positions', () => {
  it('begins each kind as that kind', () => {
    for (const kind of displacementKinds) assert.equal(kindOf(startOf(kind)), kind);
    assert.equal(kindOf({ kind: 'scale', factor: 0.5 }), 'scale');
    assert.equal(kindOf({ kind: 'scale', factor: 0 }), 'zero');
  });

  it('ends where the table does', () => {
    const table = { kind: 'table', scheme: 'learned', positions: 64, width: 8 } as const;
    assert.equal(largestShift(table, 37), 27);
    assert.equal(largestShift(table, 64), 0);
    assert.ok(largestShift({ kind: 'alibi', slopes: Float64Array.of(0.5) }, 37) > 64);
  });

  it('finds what changed most for the last token, or what it looks at most', () => {
    const before = Float32Array.of(1, 0, 0, 0.5, 0.5, 0, 0.2, 0.3, 0.5);
    const now = Float32Array.of(0, 1, 0, 0, 1, 0, 0.3, 0.6, 0.1);
    assert.deepEqual(mostChanged(before, now, 3), { query: 2, key: 2 });
    assert.deepEqual(mostChanged(before, before, 3), { query: 2, key: 2 });
  });
});
