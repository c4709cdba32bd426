import assert from 'node:assert/strict';
import { placesOf } from '../../../src/editor/surprisal/places.ts';
import { statisticsOf } from '../../../src/editor/surprisal/statistics.ts';
import { readingOf } from '../reading.ts';

function statistics(text: string, lengths: readonly number[], bits: readonly number[]) {
  const reading = readingOf(text, lengths, bits);
  return statisticsOf(reading, placesOf(reading));
}

describe('what a painting comes to', () => {
  it('is bits per character, and two to the bits per token', () => {
    const { tokens, bits, characters, bitsPerCharacter, perplexity } = statistics('abcd', [1, 3], [1, 5]);
    assert.deepEqual([tokens, bits, characters, bitsPerCharacter, perplexity], [2, 6, 4, 1.5, 8]);
  });

  it('is the size of the vocabulary where all tokens are as likely', () => {
    assert.equal(statistics('abcd', [1, 1, 1, 1], [12, 12, 12, 12]).perplexity, 4096);
  });

  it('counts code points: an emoji is one, and so is a Chinese character', () => {
    assert.equal(statistics('😀我', [2, 2, 3], [1, 2, 3]).characters, 2);
  });

  it('leaves out what has nothing before it, and what shares a character with it', () => {
    const { tokens, bits, characters } = statistics('我bc', [1, 2, 2], [Number.NaN, 7, 3]);
    assert.deepEqual([tokens, bits, characters], [1, 3, 2]);
  });

  it('counts the places of each step', () => {
    const { counts } = statistics('a我bc', [1, 2, 1, 1, 1], [0.5, 2, 3, 0.1, 20]);
    assert.deepEqual(counts, [2, 0, 0, 1, 0, 0, 0, 1]);
  });

  it('is nothing where nothing counts', () => {
    const { tokens, bitsPerCharacter, perplexity } = statistics('a', [1], [Number.NaN]);
    assert.deepEqual([tokens, bitsPerCharacter, perplexity], [0, Number.NaN, Number.NaN]);
  });
});
