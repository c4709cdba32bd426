import assert from 'node:assert/strict';
import { type WordPart, wordsOf } from '../../src/analysis/words.ts';

const encoder = new TextEncoder();

/** Tokens from their texts, laid end to end. */
function tokens(...texts: string[]): WordPart[] {
  let start = 0;
  return texts.map((text) => {
    const token = { bytes: encoder.encode(text), start, end: start + text.length, kind: 'text' as const };
    start = token.end;
    return token;
  });
}

function words(parts: WordPart[]): number[][] {
  return wordsOf(parts).map(({ first, last }) => [first, last]);
}

/** How the texts are grouped, for reading. */
function grouped(...texts: string[]): string[] {
  return wordsOf(tokens(...texts)).map(({ first, last }) => texts.slice(first, last + 1).join(''));
}

describe('words', () => {
  it('joins the pieces of a word and parts at blanks', () => {
    assert.deepEqual(grouped('un', 'der', ' ho', 'od', ' opens'), ['under', ' hood', ' opens']);
  });

  it('keeps a contraction whole and punctuation apart', () => {
    assert.deepEqual(grouped('don', "'t", ' stop', '.', '..', ' "', 'Go'), ["don't", ' stop', '...', ' "', 'Go']);
  });

  it('makes every Chinese character a word, but never cuts a token', () => {
    assert.deepEqual(grouped('我', '忘记', '不', '了', 'GPT', '那'), ['我', '忘记', '不', '了', 'GPT', '那']);
  });

  it('parts where the script changes', () => {
    assert.deepEqual(grouped('abc', 'где', '12', '3', 'x'), ['abc', 'где', '123', 'x']);
  });

  it('sets line breaks apart and lets blanks go with what they precede', () => {
    assert.deepEqual(grouped('a', '\n', '  ', 'b', '\r\n', '\r\n', 'c'), ['a', '\n', '  b', '\r\n', '\r\n', 'c']);
  });

  it('joins combining marks to their letter', () => {
    assert.deepEqual(grouped('e', '\u0301', 't'), ['e\u0301t']);
  });

  it('never parts the tokens of one character', () => {
    const [a, b, c] = encoder.encode('龘');
    const share = { start: 1, end: 2, kind: 'text' as const };
    const parts: WordPart[] = [
      { bytes: [0x78], start: 0, end: 1, kind: 'text' },
      { bytes: [a], ...share },
      { bytes: [b], ...share },
      { bytes: [c], ...share },
      { bytes: encoder.encode('天'), start: 2, end: 3, kind: 'text' },
    ];
    assert.deepEqual(words(parts), [
      [0, 0],
      [1, 3],
      [4, 4],
    ]);
  });

  it('leaves special tokens alone', () => {
    const added: WordPart = { bytes: [], start: 0, end: 0, kind: 'added' };
    const special: WordPart = { bytes: [], start: 1, end: 14, kind: 'special' };
    assert.deepEqual(words([added, ...tokens('a'), special]), [
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
  });

  it('has no words without tokens', () => {
    assert.deepEqual(wordsOf([]), []);
  });
});
