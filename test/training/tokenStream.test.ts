import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Random } from '../../src/random.ts';
import { documentSeparator } from '../../src/training/corpus.ts';
import { tokenStream, Windows } from '../../src/training/tokenStream.ts';

describe('tokenStream', () => {
  it('puts the separator before the first document and after each', () => {
    const encode = (text: string) => (text === documentSeparator ? [9] : [...text].map(Number));
    assert.deepEqual([...tokenStream(['12', '3'], encode)], [9, 1, 2, 9, 3, 9]);
  });

  it('refuses a tokenizer that has no separator', () => {
    assert.throws(() => tokenStream(['12'], () => [1, 2]), /endoftext/);
  });
});

describe('Windows', () => {
  it('asks for the next token at every place', () => {
    const windows = new Windows(
      Int32Array.from({ length: 50 }, (_, i) => i),
      8,
      new Random(1),
    );
    for (let i = 0; i < 20; i++) {
      const { ids, targets } = windows.next(3);
      ids.forEach((id, place) => {
        assert.equal(targets[place], id + 1n);
        if (place >= 3) assert.equal(id, ids[place - 3] + 1n);
      });
    }
  });

  it('hands out every window of an epoch once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 200 }),
        fc.integer({ min: 2, max: 9 }),
        fc.integer(),
        (length, tokens, seed) => {
          const windows = new Windows(
            Int32Array.from({ length }, (_, i) => i),
            tokens,
            new Random(seed),
          );
          const starts = new Set<bigint>();
          const first = windows.next(1).ids[0];
          starts.add(first);
          const offset = Number(first) % tokens;
          const count = Math.floor((length - 1 - offset) / tokens);
          for (let i = 1; i < count; i++) starts.add(windows.next(1).ids[0]);
          assert.equal(starts.size, count);
          for (const start of starts) assert.equal(Number(start) % tokens, offset);
        },
      ),
    );
  });

  it('says when the text is too short', () => {
    assert.throws(() => new Windows(new Int32Array(8), 8, new Random(1)), /too few/);
  });
});
