import assert from 'node:assert/strict';
import fc from 'fast-check';
import { documentSeparator, documentStream } from '../../../src/training/data/documentStream.ts';
import { tokensInMemory } from '../../../src/training/data/tokenSource.ts';
import { Windows } from '../../../src/training/data/windows.ts';

const counting = (length: number) => tokensInMemory(Int32Array.from({ length }, (_, i) => i));

describe('documentStream', () => {
  it('puts the separator before the first document and after each', () => {
    const encode = (text: string) => (text === documentSeparator ? [9] : [...text].map(Number));
    assert.deepEqual([...Array.from(documentStream(['12', '3'], encode).read(0, 10))], [9, 1, 2, 9, 3, 9]);
  });

  it('refuses a tokenizer that has no separator', () => {
    assert.throws(() => documentStream(['12'], () => [1, 2]), /endoftext/);
  });
});

describe('Windows', () => {
  it('asks for the next token at every place', () => {
    const windows = new Windows(counting(50), 8, 1);
    for (let i = 0; i < 20; i++) {
      const { ids, targets } = windows.batch(3 * i, 3);
      ids.forEach((id, place) => {
        assert.equal(targets[place], id + 1n);
        if (place >= 3) assert.equal(id, ids[place - 3] + 1n);
      });
    }
  });

  it('hands out every window of an epoch once, cut elsewhere in every epoch', () => {
    const sizes = fc.tuple(fc.integer({ min: 10, max: 200 }), fc.integer({ min: 2, max: 9 }), fc.integer());
    fc.assert(
      fc.property(sizes, ([length, tokens, seed]) => {
        const windows = new Windows(counting(length), tokens, seed);
        for (const epoch of [0, 1, 5]) {
          const starts = Array.from({ length: windows.count }, (_, i) =>
            Number(windows.batch(epoch * windows.count + i, 1).ids[0]),
          );
          assert.equal(new Set(starts).size, windows.count);
          for (const start of starts) {
            assert.equal(start % tokens, Math.min(...starts) % tokens);
            assert.ok(start + tokens < length, 'every window has a target for each of its tokens');
          }
        }
      }),
    );
    const offsets = new Set(
      Array.from({ length: 20 }, (_, epoch) => {
        const windows = new Windows(counting(100), 8, 3);
        return Number(windows.batch(epoch * windows.count, 1).ids[0]) % 8;
      }),
    );
    assert.ok(offsets.size > 4, `${offsets.size} of 8 offsets in 20 epochs`);
  });

  it('gives the same windows by their numbers, whatever was read before', () => {
    const sequence = new Windows(counting(90), 4, 7);
    const inOrder = Array.from({ length: 60 }, (_, i) => sequence.batch(i, 1).ids[0]);
    const other = new Windows(counting(90), 4, 7);
    for (const number of [59, 0, 21, 22, 20, 43, 7]) assert.equal(other.batch(number, 1).ids[0], inOrder[number]);
  });

  it('says when the text is too short', () => {
    assert.throws(() => new Windows(counting(8), 8, 1), /too few/);
  });
});
