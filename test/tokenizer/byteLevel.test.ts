import assert from 'node:assert/strict';
import fc from 'fast-check';
import { byteCharacters, bytesOfSpelling, spellBytes } from '../../src/tokenizer/byteLevel.ts';

describe('the byte-level alphabet', () => {
  it('is GPT-2’s', () => {
    assert.equal(new Set(byteCharacters).size, 256);
    assert.equal(spellBytes(new TextEncoder().encode(' the\n')), 'ĠtheĊ');
    assert.equal(spellBytes(new TextEncoder().encode('中é')), 'ä¸ŃÃ©');
    // The first and the last of the moved bytes, and the soft hyphen between two that stay.
    assert.deepEqual([byteCharacters[0], byteCharacters[0xa0], byteCharacters[0xad]], ['Ā', 'ł', 'Ń']);
  });

  it('goes both ways for any bytes', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => assert.deepEqual(bytesOfSpelling(spellBytes(bytes)), bytes)));
  });

  it('knows what is no spelling', () => {
    for (const text of ['a b', '中', '\u0144', '\n']) assert.equal(bytesOfSpelling(text), undefined);
  });
});
