import assert from 'node:assert/strict';
import { TokenCounts } from '../../../src/training/data/tokenCounts.ts';

describe('TokenCounts', () => {
  const close = (actual: number, expected: number) =>
    assert.ok(Math.abs(actual - expected) < 1e-12, `${actual}, expected ${expected}`);

  it('is certain of a cycle once it knows which token follows which', () => {
    const counts = new TokenCounts(4);
    for (let i = 0; i < 25; i++) counts.add([0, 1, 2, 3]);
    close(counts.unigramEntropy, Math.log(4));
    close(counts.bigramEntropy, 0);
    assert.deepEqual(counts.occurring, [0, 1, 2, 3]);
  });

  it('counts pairs over the ends of what it is given', () => {
    // 0 0 1 0 1: after 0 come 0, 1 and 1; after 1 comes 0.
    const counts = new TokenCounts(5);
    for (const ids of [[0], [0, 1], [0, 1]]) counts.add(ids);
    close(counts.unigramEntropy, -(0.6 * Math.log(0.6) + 0.4 * Math.log(0.4)));
    close(counts.bigramEntropy, -(Math.log(1 / 3) + 2 * Math.log(2 / 3)) / 4);
    assert.deepEqual(counts.occurring, [0, 1]);
  });
});
