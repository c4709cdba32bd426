import assert from 'node:assert/strict';
import { earlierOccurrences, headStatistics } from '../../src/analysis/headStatistics.ts';

const close = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-6, `${actual} is not ${expected}`);

describe('head statistics', () => {
  it('finds where a token stood before', () => {
    assert.deepEqual(earlierOccurrences([7, 8, 7, 7]), [[], [], [0], [0, 2]]);
  });

  it('matches a pattern worked out by hand', () => {
    // biome-ignore format: a matrix
    const pattern = Float32Array.of(
      1, 0, 0, 0,
      0.5, 0.5, 0, 0,
      0.25, 0.5, 0.25, 0,
      0.125, 0.125, 0.25, 0.5,
    );
    const found = headStatistics(pattern, 4, earlierOccurrences([5, 6, 5, 6]));
    close(found.entropy, (1 + 1.5 + 1.75) / 3);
    close(found.meanDistance, (0 + 0.5 + (0.5 + 0.5) + (0.375 + 0.25 + 0.25)) / 4);
    close(found.previousToken, (0.5 + 0.5 + 0.25) / 3);
    close(found.firstToken, (0.5 + 0.25 + 0.125) / 3);
    // Queries 2 (earlier 0, then 1) and 3 (earlier 1, then 2).
    close(found.duplicateToken, (0.25 + 0.125) / 2);
    close(found.induction, (0.5 + 0.25) / 2);
  });

  it('is not defined where a text has no repetition, or no second token', () => {
    const found = headStatistics(Float32Array.of(1), 1, earlierOccurrences([5]));
    assert.deepEqual(found, {
      entropy: Number.NaN,
      meanDistance: 0,
      previousToken: Number.NaN,
      firstToken: Number.NaN,
      duplicateToken: Number.NaN,
      induction: Number.NaN,
    });
  });

  it('counts the query itself as what followed its own twin just before', () => {
    const found = headStatistics(Float32Array.of(1, 0, 0.25, 0.75), 2, earlierOccurrences([5, 5]));
    close(found.duplicateToken, 0.25);
    close(found.induction, 0.75);
  });
});
