import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Random } from '../../../src/random.ts';
import { connectedGroups, documentBytes, splitGroups } from '../../../src/training/bundled/corpus.ts';

describe('connectedGroups', () => {
  it('joins items over shared keys, in order of their first item', () => {
    const rows = ['hi/嗨', 'run/跑', 'hi/你好', 'hello/你好', 'go/走', 'walk/走'];
    assert.deepEqual(
      connectedGroups(rows, (row) => row.split('/')),
      [['hi/嗨', 'hi/你好', 'hello/你好'], ['run/跑'], ['go/走', 'walk/走']],
    );
  });

  it('never leaves a key in two groups, and loses nothing', () => {
    const items = fc.array(fc.array(fc.constantFrom(...'abcdefghij'), { minLength: 1, maxLength: 3 }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(items, (keys) => {
        const groups = connectedGroups(keys, (item) => item);
        assert.equal(groups.flat().length, keys.length);
        const owner = new Map<string, number>();
        for (const [index, group] of groups.entries()) {
          for (const key of group.flat()) assert.equal(owner.get(key) ?? index, index);
          for (const key of group.flat()) owner.set(key, index);
        }
      }),
    );
  });
});

describe('splitGroups', () => {
  const groups = Array.from({ length: 200 }, (_, index) => Array.from({ length: 1 + (index % 3) }, () => index));

  it('keeps groups whole and holds out the fraction asked for', () => {
    const { training, heldOut } = splitGroups(groups, 0.1, new Random(7));
    const total = groups.flat().length;
    assert.equal(training.length + heldOut.length, total);
    assert.ok(heldOut.length >= total * 0.1 && heldOut.length < total * 0.1 + 3);
    assert.ok(heldOut.every((item) => !training.includes(item)));
  });

  it('keeps a group whole however large it is', () => {
    const { training, heldOut } = splitGroups([new Array<number>(1_000_000).fill(1), [2]], 0.1, new Random(7));
    assert.equal(training.length + heldOut.length, 1_000_001);
  });

  it('repeats with the same seed and differs with another', () => {
    const heldOut = (seed: number) => splitGroups(groups, 0.1, new Random(seed)).heldOut;
    assert.deepEqual(heldOut(1), heldOut(1));
    assert.notDeepEqual(heldOut(1), heldOut(2));
  });
});

describe('documentBytes', () => {
  it('ends every document with one byte', () => {
    assert.deepEqual([...documentBytes(['a', '我'])], [0x61, 0, 0xe6, 0x88, 0x91, 0]);
  });
});
