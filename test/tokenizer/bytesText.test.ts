import assert from 'node:assert/strict';
import { textOfBytes } from '../../src/tokenizer/bytesText.ts';

describe('the text of bytes', () => {
  const bytes = (text: string) => [...new TextEncoder().encode(text)];

  it('is that of UTF-8', () => {
    for (const text of ['', 'a b\n', '我爱你。', '👩‍👩‍👧', '\ufeffa']) assert.equal(textOfBytes(bytes(text)), text);
  });

  it('shows bytes that are no character as what they are', () => {
    const [first, second] = bytes('你');
    assert.equal(textOfBytes([first, second, ...bytes('好.')]), '\\xe4\\xbd好.');
    assert.equal(textOfBytes([...bytes('a'), 0xff]), 'a\\xff');
  });
});
