import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bucketsOf, PairBatches, type PairIds, pairBatch, shapesOf } from '../../../src/training/pairs/pairBatches.ts';
import '../../harness/seed.ts';

const special = { pad: 1, start: 1 };
const side = fc.array(fc.integer({ min: 2, max: 40 }), { minLength: 0, maxLength: 12 }).map((ids) => [...ids, 0]);
const pairsOf = fc.array(fc.record({ source: side, target: side }), { minLength: 1, maxLength: 60 });
const key = ({ source, target }: PairIds) => `${source.join(' ')} → ${target.join(' ')}`;

/** The pairs that a batch holds, read back from its numbers. */
function pairsIn({ ids, targets, ragged }: ReturnType<typeof pairBatch>, batch: number): PairIds[] {
  const { source, presence, weights } = ragged!.inputs;
  return Array.from({ length: batch }, (_, b) => {
    const column = (data: ArrayLike<bigint | number>, isThere: ArrayLike<bigint | number>) =>
      Array.from(data, Number).filter((_, i) => i % batch === b && Number(isThere[i]) > 0);
    const target = column(targets, weights.data);
    // What the decoder reads is what it should have written before.
    assert.deepEqual(column(ids, weights.data), [special.start, ...target.slice(0, -1)]);
    return { source: column(source.data, presence.data), target };
  });
}

describe('Batches of pairs', () => {
  it('hold each pair at least once an epoch, whatever the sizes', () => {
    fc.assert(
      fc.property(pairsOf, fc.integer({ min: 1, max: 7 }), fc.integer({ min: 0, max: 9 }), (pairs, size, seed) => {
        const buckets = bucketsOf(pairs);
        assert.equal(
          buckets.reduce((sum, bucket) => sum + bucket.pairs.length, 0),
          pairs.length,
        );
        const perEpoch = buckets.reduce((sum, bucket) => sum + Math.ceil(bucket.pairs.length / size), 0);
        const batches = new PairBatches(buckets, special, seed);
        for (const epoch of [0, 1]) {
          const found = new Set<string>();
          for (let i = 0; i < perEpoch; i++) {
            const batch = batches.batch((epoch * perEpoch + i) * size, size);
            const shape = shapesOf(buckets, size)[batch.ragged!.shape];
            assert.equal(batch.ids.length, shape.tokens * size);
            for (const pair of pairsIn(batch, size)) found.add(key(pair));
          }
          assert.deepEqual(found, new Set(pairs.map(key)));
        }
      }),
    );
  });

  it('come from as many pairs as there may be', () => {
    const pair = { source: [2, 3, 0], target: [4, 0] };
    const buckets = bucketsOf(Array.from({ length: 500_000 }, () => pair));
    assert.deepEqual(
      buckets.map(({ sourceTokens, tokens }) => [sourceTokens, tokens]),
      buckets.map(() => [3, 2]),
    );
  });

  it('depend on the seed and their number only', () => {
    const pairs = Array.from({ length: 50 }, (_, i) => ({ source: [2 + (i % 7), 0], target: [i + 2, 0] }));
    const batches = () => new PairBatches(bucketsOf(pairs), special, 5);
    const read = (source: PairBatches, number: number) => [...source.batch(4 * number, 4).targets];
    const inOrder = batches();
    const all = Array.from({ length: 40 }, (_, number) => read(inOrder, number));
    for (const number of [39, 3, 20]) assert.deepEqual(read(batches(), number), all[number]);
    assert.notDeepEqual(read(new PairBatches(bucketsOf(pairs), special, 6), 0), all[0]);
  });

  it('weigh every target the same, and padding not at all', () => {
    const pairs = [
      { source: [5, 0], target: [6, 7, 0] },
      { source: [5, 6, 7, 0], target: [0] },
    ];
    const { ragged } = pairBatch(pairs, { batch: 3, sourceTokens: 5, tokens: 4 }, 0, special);
    const weights = [...(ragged!.inputs.weights.data as Float32Array)];
    assert.deepEqual(
      weights.filter((weight) => weight > 0),
      new Array(4).fill(0.25),
    );
    assert.equal(ragged!.tokens, 4);
  });
});
