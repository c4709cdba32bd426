import assert from 'node:assert/strict';
import { tokenTexts } from '../../../src/analysis/tokenText.ts';
import { endingBefore } from '../../../webview/nextToken/ending.ts';
import { writtenAfter } from '../../../webview/nextToken/written.ts';
import { tokensOf } from '../tokens.ts';

const read = (text: string, lengths: readonly number[]) => tokenTexts(tokensOf(text, lengths), text);

describe('the end of a text', () => {
  it('is read as it stands, a blank as a blank', () => {
    assert.equal(endingBefore(read('the cat', [3, 4]), 2), 'the cat');
    assert.equal(endingBefore(read('the cat', [3, 4]), 1), 'the');
  });

  it('is cut to its last characters', () => {
    assert.equal(endingBefore(read('abcdefghijklmnopqrstuvwxyz', [20, 6]), 2), '…klmnopqrstuvwxyz');
  });

  it('names a split character where it is whole, and its bytes where it is not', () => {
    const reading = read('在圳', [3, 1, 1, 1]);
    assert.equal(endingBefore(reading, 4), '在圳');
    assert.equal(endingBefore(reading, 3), '在e59c');
    assert.equal(endingBefore(reading, 2), '在e5');
  });

  it('begins no continuation inside of a character', () => {
    const text = `${'a'.repeat(4)}圳${'b'.repeat(22)}`;
    const tokens = tokensOf(text, [1, 1, 1, 1, 1, 1, 1, ...Array.from({ length: 22 }, () => 1)]);
    const reading = { text, tokens, texts: tokenTexts(tokens, text) };
    const { firstToken, tail } = writtenAfter(reading, null);
    assert.deepEqual([firstToken, tail], [4, 25]);
  });
});
