import assert from 'node:assert/strict';
import { createTokenizer } from '../../src/tokenizer/createTokenizer.ts';

/** A tokenizer of characters with one unusual part; `[spelling, start, end, kind]` of each token. */
function tokens(text: string, part: object, alphabet = 'abcdefghij', model: object = {}): unknown[] {
  const vocab = Object.fromEntries(['[UNK]', '▁', ...alphabet].map((token, id) => [token, id]));
  const tokenizerJson = { model: { type: 'BPE', unk_token: '[UNK]', vocab, merges: [], ...model }, ...part };
  return createTokenizer({ tokenizerJson })
    .encode(text)
    .map(({ spelling, start, end, kind }) => [spelling, start, end, kind]);
}

const added = (content: string, options: object = {}) => ({ id: 20, content, special: true, ...options });

describe('ranges behind unusual parts', () => {
  it('of an added token that takes blanks with it', () => {
    const part = { added_tokens: [added('<x>', { lstrip: true, rstrip: true })] };
    assert.deepEqual(tokens('a  <x> b', part), [
      ['a', 0, 1, 'text'],
      ['<x>', 1, 7, 'special'],
      ['b', 7, 8, 'text'],
    ]);
    assert.deepEqual(
      tokens('<x>  <x>', part).map((token) => (token as unknown[]).slice(1, 3)),
      [
        [0, 5],
        [5, 8],
      ],
    );
  });

  it('of the longest of several added tokens', () => {
    const part = { added_tokens: [added('<x'), { ...added('<x>.*'), id: 21 }] };
    assert.deepEqual(
      tokens('<x<x>.*<x>', part).map((token) => (token as unknown[])[0]),
      ['<x', '<x>.*', '<x', '[UNK]'],
    );
  });

  it('of an added token that is looked for after normalisation', () => {
    const part = { added_tokens: [added('<X>', { normalized: true })], normalizer: { type: 'Lowercase' } };
    assert.deepEqual(tokens('A<X>b<x>', part), [
      ['a', 0, 1, 'text'],
      ['<X>', 1, 4, 'special'],
      ['b', 4, 5, 'text'],
      ['<X>', 5, 8, 'special'],
    ]);
  });

  it('of a text that is stripped, or loses its blanks', () => {
    assert.deepEqual(tokens(' \n ab ', { normalizer: { type: 'Strip', strip_left: true, strip_right: true } }), [
      ['a', 3, 4, 'text'],
      ['b', 4, 5, 'text'],
    ]);
    assert.deepEqual(tokens('a  b\tc', { pre_tokenizer: { type: 'WhitespaceSplit' } }), [
      ['a', 0, 1, 'text'],
      ['b', 3, 4, 'text'],
      ['c', 5, 6, 'text'],
    ]);
  });

  it('of characters that become several, and several that become one', () => {
    const normalizer = {
      type: 'Sequence',
      normalizers: [{ type: 'NFKC' }, { type: 'Replace', pattern: { String: 'c' }, content: 'de' }],
    };
    assert.deepEqual(tokens('aﬀc①', { normalizer }, 'abcdef1'), [
      ['a', 0, 1, 'text'],
      ['f', 1, 2, 'text'],
      ['f', 1, 2, 'text'],
      ['d', 2, 3, 'text'],
      ['e', 2, 3, 'text'],
      ['1', 3, 4, 'text'],
    ]);
    assert.deepEqual(tokens('e\u0301a', { normalizer: { type: 'NFC' } }, 'éa'), [
      ['é', 0, 2, 'text'],
      ['a', 2, 3, 'text'],
    ]);
    assert.deepEqual(tokens('\u1112\u1161\u11ABa', { normalizer: { type: 'NFC' } }, '한a'), [
      ['한', 0, 3, 'text'],
      ['a', 3, 4, 'text'],
    ]);
  });

  it('of unknown characters, one by one or fused', () => {
    assert.deepEqual(tokens('a你👍b', {}), [
      ['a', 0, 1, 'text'],
      ['[UNK]', 1, 2, 'unknown'],
      ['[UNK]', 2, 4, 'unknown'],
      ['b', 4, 5, 'text'],
    ]);
    assert.deepEqual(tokens('a你👍b你', {}, 'ab', { fuse_unk: true }), [
      ['a', 0, 1, 'text'],
      ['[UNK]', 1, 4, 'unknown'],
      ['b', 4, 5, 'text'],
      ['[UNK]', 5, 6, 'unknown'],
    ]);
  });

  it('of a prefix space that the pre-tokeniser adds', () => {
    const part = {
      pre_tokenizer: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'first' },
      added_tokens: [added('<x>')],
    };
    const fallback = { byte_fallback: true };
    assert.deepEqual(tokens('a b<x>c', part, 'abc', fallback), [
      ['▁', 0, 0, 'added'],
      ['a', 0, 1, 'text'],
      ['▁', 1, 2, 'text'],
      ['b', 2, 3, 'text'],
      ['<x>', 3, 6, 'special'],
      ['c', 6, 7, 'text'],
    ]);
    // Where the text begins with a space, none is added.
    assert.deepEqual(tokens(' a', part, 'abc', fallback), [
      ['▁', 0, 1, 'text'],
      ['a', 1, 2, 'text'],
    ]);
  });
});
