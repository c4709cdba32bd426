import assert from 'node:assert/strict';
import { Random } from '../../../src/random.ts';
import { pairsFromColumns, pairsFromLines, splitPairs } from '../../../src/training/pairs/pairText.ts';
import { throwsCode } from '../../checkpoint/rejection.ts';

describe('Pairs of sentences', () => {
  it('come from the columns that are named, blank lines and byte order marks left out', () => {
    const text = '\uFEFFHi.\t你好。\tby A\r\n\r\nBye.\t 再见。\tby B\n';
    const expected = [
      { source: '你好。', target: 'Hi.' },
      { source: '再见。', target: 'Bye.' },
    ];
    assert.deepEqual(pairsFromColumns(text, [2, 1], 'pairs.tsv'), expected);
  });

  it('are refused with the numbers of the lines that lack a column', () => {
    const text = 'a\tb\nc\n\nd\te\nf\t \ng\th\n';
    throwsCode(() => pairsFromColumns(text, [1, 2], 'pairs.tsv'), 'pairs.ragged', { columns: 2, lines: '2, 5' });
    const many = Array.from({ length: 9 }, (_, i) => `only ${i}`).join('\n');
    throwsCode(() => pairsFromColumns(many, [1, 2], 'pairs.tsv'), 'pairs.ragged', { lines: '1, 2, 3, 4, 5, …' });
  });

  it('come from two files line by line, lines that are blank in both left out', () => {
    const files = ['a.txt', 'b.txt'] as const;
    assert.deepEqual(pairsFromLines('一\n\n二\n', 'one\n\ntwo', files), [
      { source: '一', target: 'one' },
      { source: '二', target: 'two' },
    ]);
    throwsCode(() => pairsFromLines('一\n二', 'one', files), 'pairs.uneven', { sources: 2, targets: 1 });
    throwsCode(() => pairsFromLines('一\n\n三', 'one\ntwo\nthree', files), 'pairs.blank', { lines: '2' });
    throwsCode(() => pairsFromLines('一', 'one', files), 'pairs.few', { count: 1 });
  });

  it('are split such that no source is on both sides, whatever its punctuation', () => {
    const pairs = Array.from({ length: 200 }, (_, i) => ({
      source: `句子${i % 50}${['。', '！', '', '?'][i % 4]}`,
      target: `sentence ${i}`,
    }));
    for (const seed of [1, 2, 3]) {
      const { training, heldOut } = splitPairs(pairs, 0.2, new Random(seed));
      assert.equal(training.length + heldOut.length, pairs.length);
      assert.ok(heldOut.length >= 40 && heldOut.length < 50, `${heldOut.length} are held out`);
      const bare = (source: string) => source.replace(/[。！?]/, '');
      const trained = new Set(training.map(({ source }) => bare(source)));
      assert.ok(heldOut.every(({ source }) => !trained.has(bare(source))));
    }
    const [one, other] = [1, 2].map((seed) => splitPairs(pairs, 0.2, new Random(seed)).heldOut);
    assert.notDeepEqual(one, other);
    assert.deepEqual(splitPairs(pairs, 0.2, new Random(1)).heldOut, one);
  });
});
