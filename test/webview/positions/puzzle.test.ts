import assert from 'node:assert/strict';
import { positionsStart } from '../../../src/protocol/positionsPage.ts';
import { firstColumns, puzzleOf } from '../../../webview/positions/covered/puzzle.ts';

const { covered } = positionsStart;

describe('the covered sentence', () => {
  it('tells none apart by one dimension, 38 by two, 50 by four', () => {
    const { counts, apart, table } = puzzleOf('sinusoid', positionsStart, {})!;
    assert.equal(table.rows, 50);
    assert.deepEqual([counts[0], counts[1], counts[2], counts[4]], [0, 0, 38, 50]);
    assert.equal(apart.count, 38);
  });

  it('is of the positions asked for, whatever the other views show', () => {
    const elsewhere = { ...positionsStart, positions: 3, isContinuous: true, formula: 'essay' } as const;
    assert.deepEqual(puzzleOf('sinusoid', elsewhere, {})!.counts, puzzleOf('sinusoid', positionsStart, {})!.counts);
  });

  it('cannot be solved without positions, and has no rows where none are added', () => {
    assert.equal(puzzleOf('none', { ...positionsStart, covered: { ...covered, uncovered: 200 } }, {})!.apart.count, 0);
    assert.equal(puzzleOf('rotary', positionsStart, {}), null);
    assert.equal(puzzleOf('alibi', positionsStart, {}), null);
    assert.equal(puzzleOf('learned', positionsStart, {}), null);
  });

  it('takes the first rows of a longer table, and all of a shorter one', () => {
    const learned = (positions: number) => ({
      learned: { positions, width: 2, limit: 1, data: Float32Array.from({ length: 2 * positions }, (_, i) => i) },
    });
    const long = puzzleOf('learned', positionsStart, learned(80))!;
    assert.deepEqual([long.table.rows, long.table.data.length, long.apart.count], [50, 100, 50]);
    assert.equal(puzzleOf('learned', positionsStart, learned(7))!.table.rows, 7);
    const wide = puzzleOf('learned', { ...positionsStart, covered: { ...covered, uncovered: 9 } }, learned(7))!;
    assert.equal(wide.uncovered, 2);
  });

  it('shows some of what is covered beside what is not', () => {
    const { table } = puzzleOf('sinusoid', positionsStart, {})!;
    assert.equal(firstColumns(table, 2).columns, 12);
    assert.equal(firstColumns(table, 9).columns, 24);
    assert.equal(firstColumns(table, 200), table);
    const shown = firstColumns(table, 9);
    assert.equal(shown.data[3 * 24 + 7], table.data[3 * 200 + 7]);
  });
});
