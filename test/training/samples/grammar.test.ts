import assert from 'node:assert/strict';
import { Random } from '../../../src/random.ts';
import { expand, pickSome } from '../../../src/training/samples/grammar.ts';

describe('Templates of stories', () => {
  const written = (template: string, slots = {}) =>
    new Set(Array.from({ length: 200 }, (_, seed) => expand(new Random(seed), template, slots)));

  it('choose, also within a choice and nothing at all', () => {
    assert.deepEqual(written('a[b|c[d|e]|]f'), new Set(['abf', 'acdf', 'acef', 'af']));
  });

  it('fill slots, with capitals and articles', () => {
    const slots = { hero: 'anna', fruit: 'orange', tree: 'pear' };
    assert.deepEqual(written('{Hero}, {hero}: {a fruit}, {a tree}', slots), new Set(['Anna, anna: an orange, a pear']));
  });

  it('leave no hole', () => {
    assert.throws(() => expand(new Random(1), '{nobody}', { hero: 'Anna' }), RangeError);
  });

  it('pick different items', () => {
    for (let seed = 0; seed < 50; seed++) {
      assert.equal(new Set(pickSome(new Random(seed), ['a', 'b', 'c', 'd'], 3)).size, 3);
    }
  });
});
