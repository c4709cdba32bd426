import assert from 'node:assert/strict';
import { hoverMarkdown } from '../../../src/editor/surprisal/hover.ts';
import { placesOf } from '../../../src/editor/surprisal/places.ts';
import { alternativeCount, type ReadingSummary } from '../../../src/protocol/reading.ts';
import { entry, readingOf } from '../reading.ts';

/** As a person sees it: entities read, tags gone. */
function seen(markdown: string): string {
  return markdown
    .replace(/<\/?code>|&ensp;/g, '')
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
}

function hovers(reading: ReadingSummary, language: 'en' | 'zh-cn' = 'en'): string[] {
  return placesOf(reading).map((place) => seen(hoverMarkdown(reading, place, language)));
}

/** " ball" after "a", with five likelier ones or with it among them. */
function ball(ids: readonly number[], bits: number): ReadingSummary {
  const vocabulary = [
    entry(7, ' dog'),
    entry(8, ' c|t'),
    entry(9, '\n'),
    entry(10, ' x'),
    { ...entry(11, ''), bytes: [0xe6, 0x88] },
  ];
  const plain = readingOf('a ball', [1, 5], [3, bits]);
  const probabilities = [0.5, 0.25, 0.125, 0.0625, 0.03125];
  return {
    ...plain,
    tokens: plain.tokens.map((token, index) => ({ ...token, id: 1 + index })),
    vocabulary: [...vocabulary, entry(2, ' ball')],
    alternatives: {
      ids: Uint32Array.of(...new Array(alternativeCount).fill(7), ...ids),
      probabilities: Float32Array.of(...new Array(alternativeCount).fill(0.1), ...probabilities),
    },
  };
}

describe('the hover of a token', () => {
  it('says how likely it was, and what was likelier', () => {
    const reading = { ...ball([7, 8, 9, 10, 11], 6), ranks: Uint32Array.of(8, 12) };
    const [, hover] = hovers(reading);
    assert.deepEqual(hover.split('\n'), [
      '·ball: **6.000 bits**, probability 0.01563, rank 12 of 4,096',
      '',
      '| rank | token | probability | bits |',
      '| ---: | :--- | ---: | ---: |',
      '| 1 | ·dog | 0.5000 | 1.000 |',
      '| 2 | ·c|t | 0.2500 | 2.000 |',
      '| 3 | ⏎ | 0.1250 | 3.000 |',
      '| 4 | ·x | 0.06250 | 4.000 |',
      '| 5 | e6 88 | 0.03125 | 5.000 |',
      '| **12** | **·ball** | **0.01563** | **6.000** |',
    ]);
  });

  it('marks it among the likeliest', () => {
    const [, hover] = hovers({ ...ball([7, 2, 8, 9, 10], 2), ranks: Uint32Array.of(8, 2) });
    const rows = hover.split('\n').slice(4);
    assert.equal(rows.length, alternativeCount);
    assert.equal(rows[1], '| **2** | **·ball** | **0.2500** | **2.000** |');
  });

  it('ends with the vocabulary', () => {
    const few = { ...ball([7, 2, 0, 0, 0], 2), ranks: Uint32Array.of(8, 2) };
    few.alternatives.probabilities.fill(0, alternativeCount + 2);
    assert.equal(hovers(few)[1].split('\n').slice(4).length, 2);
  });

  it('never lets the text be markup', () => {
    const place = placesOf(readingOf('|*<b>', [5], [1]))[0];
    const markdown = hoverMarkdown(readingOf('|*<b>', [5], [1]), place, 'en');
    assert.match(markdown, /<code>&#124;&#42;&#60;b&#62;<\/code>/);
  });

  it('says that nothing stands before the first token', () => {
    const [hover] = hovers(readingOf('ab', [1, 1], [Number.NaN, 2]));
    assert.match(hover, /^a: nothing stands before this token/);
    assert.doesNotMatch(hover, /NaN|\|/);
  });

  it('says that the start token stands before it, where the model has one', () => {
    const startToken = { ...entry(0, '<|endoftext|>'), kind: 'special' } as const;
    const [first, second] = hovers(readingOf('ab', [1, 1], [4, 2], { startToken }));
    assert.match(first, /its start token, <\|endoftext\|>\./);
    assert.doesNotMatch(second, /start token/);
  });

  it('shows the bytes of tokens that share a character, and what they cost together', () => {
    const [hover] = hovers(readingOf('我', [2, 1], [5, 1.5]));
    assert.match(hover, /^我 takes 2 tokens, together \*\*6\.500 bits\*\*\./);
    assert.match(hover, /^我:e6 88: \*\*5\.000 bits\*\*/m);
    assert.match(hover, /^我:91: \*\*1\.500 bits\*\*/m);
  });

  it('speaks Chinese', () => {
    const [, hover] = hovers({ ...ball([7, 8, 9, 10, 11], 6), ranks: Uint32Array.of(8, 12) }, 'zh-cn');
    assert.match(hover, /^·ball：\*\*6\.000 比特\*\*，概率 0\.01563，排名 12/);
    assert.match(hover, /\| 排名 \| 词元 \| 概率 \| 比特 \|/);
  });
});
