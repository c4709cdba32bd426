import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tokenTexts } from '../../../src/analysis/tokenText.ts';
import { type PageKey, translate } from '../../../src/localisation.ts';
import { nameOf, nameSize } from '../../../webview/charts/names.ts';
import { clustersOf } from '../../../webview/parts/tokenClusters.ts';
import { tokenFacts } from '../../../webview/parts/tokenFacts.ts';
import { segments, stringsOf } from '../../../webview/shell/strings.ts';
import { fakeRun } from '../../ui/attention/fakeRun.ts';
import { tokensOf } from '../tokens.ts';

const clusters = (text: string, lengths: readonly number[]) => clustersOf(tokenTexts(tokensOf(text, lengths), text));

describe('blocks of tokens that share characters', () => {
  it('are single tokens where nothing is split', () => {
    assert.deepEqual(clusters('ab', [1, 1]), [
      { tokens: [{ index: 0, column: 1, columns: 1 }], characters: [] },
      { tokens: [{ index: 1, column: 1, columns: 1 }], characters: [] },
    ]);
  });

  it('join the tokens of a character, under it', () => {
    assert.deepEqual(clusters('圳a', [1, 2, 1])[0], {
      tokens: [
        { index: 0, column: 1, columns: 1 },
        { index: 1, column: 2, columns: 1 },
      ],
      characters: [{ text: '圳', column: 1, columns: 2 }],
    });
  });

  it('chain where a token holds parts of two characters', () => {
    const [only] = clusters('圳🎢', [2, 3, 2]);
    assert.deepEqual(
      only.tokens.map(({ column, columns }) => [column, columns]),
      [
        [1, 1],
        [2, 2],
        [4, 1],
      ],
    );
    assert.deepEqual(
      only.characters.map(({ column, columns }) => [column, columns]),
      [
        [1, 2],
        [3, 2],
      ],
    );
  });

  it('hold every token once, in order', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(lengths, (sizes) => {
        const total = sizes.reduce((sum, size) => sum + size, 0);
        const text = '圳'.repeat(Math.ceil(total / 3));
        const all = clusters(text, sizes).flatMap(({ tokens }) => tokens.map(({ index }) => index));
        assert.deepEqual(
          all,
          sizes.map((_, i) => i),
        );
      }),
    );
  });
});

describe('names beside an axis', () => {
  it('stand above each other where they are read so', () => {
    assert.deepEqual(nameOf('过山车', ['过', '山', '车']).stack, ['过', '山', '车']);
    assert.deepEqual(nameOf('圳:e5', ['圳', 'e5']).stack, ['圳', 'e5']);
    assert.deepEqual(nameOf('·', ['·']).stack, ['·']);
    assert.equal(nameOf('·the', ['·', 't', 'h', 'e']).stack, null);
  });

  it('are all shown only where they do not touch', () => {
    assert.equal(nameSize(10.9), null);
    for (const pitch of [11, 12, 13, 20, 48]) assert.ok(nameSize(pitch)! <= pitch - 1);
  });
});

describe('facts of a token', () => {
  const text = 'a 圳';
  const run = fakeRun('run', text, tokensOf(text, [1, 1, 2, 1]), { layers: 1, heads: 1, keyValueHeads: 1 }).summary;
  const facts = (index: number, change = {}) => {
    const tokens = run.tokens.map((token, i) => (i === index ? { ...token, ...change } : token));
    return tokenFacts({ ...run, tokens }, index, stringsOf('en'));
  };

  it('are its place, id, spelling and bytes', () => {
    assert.deepEqual(facts(2), ['token 2 of 4, counted from 0', 'id 2, spelled t2', 'bytes e5 9c']);
  });

  it('say what the document has where the tokenizer changed it', () => {
    assert.ok(facts(0, { bytes: [0x62] }).includes('in the document: a'));
    assert.ok(!facts(0).some((fact) => fact.startsWith('in the document')));
    assert.ok(facts(0, { kind: 'special', bytes: [] }).includes('special token'));
  });
});

describe('sentences', () => {
  it('are cut where something is drawn', () => {
    assert.deepEqual(segments('{a} looks at {b}.'), [
      { parameter: 'a' },
      { text: ' looks at ' },
      { parameter: 'b' },
      { text: '.' },
    ]);
  });

  it('keep the names that the page draws', () => {
    const key: PageKey = 'attention.askQueryHead';
    for (const language of ['en', 'zh-cn'] as const) {
      const cut = segments(translate(language, key, { layer: 2, head: 5 }));
      assert.ok(cut.some((segment) => 'parameter' in segment && segment.parameter === 'query'));
      assert.equal(cut.filter((segment) => 'parameter' in segment).length, 1);
    }
  });
});
