/**
 * GPT-2's bijection between bytes and printable characters, in which byte-level vocabularies are spelt: printable
 * Latin-1 bytes stand for themselves, the other 68 are moved, in order, to U+0100 and up (`Ġ` is the space).
 * Source: `bytes_to_unicode` in openai/gpt-2, src/encoder.py.
 */
function charactersOfBytes(): string[] {
  const isPrintable = (byte: number) =>
    (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || (byte >= 0xae && byte <= 0xff);
  let moved = 0;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(isPrintable(byte) ? byte : 0x100 + moved++));
}

/** The character that spells each byte. */
export const byteCharacters: readonly string[] = charactersOfBytes();

const bytesOfCharacters = new Int16Array(0x144).fill(-1);
for (const [byte, character] of byteCharacters.entries()) bytesOfCharacters[character.charCodeAt(0)] = byte;

/** Bytes as byte-level vocabularies spell them. */
export function spellBytes(bytes: Uint8Array): string {
  let spelling = '';
  for (const byte of bytes) spelling += byteCharacters[byte];
  return spelling;
}

/** The bytes of a byte-level spelling; undefined where it holds a character outside the map. */
export function bytesOfSpelling(spelling: string): Uint8Array | undefined {
  const bytes = new Uint8Array(spelling.length);
  for (let i = 0; i < spelling.length; i++) {
    const byte = bytesOfCharacters[spelling.charCodeAt(i)] ?? -1;
    if (byte < 0) return undefined;
    bytes[i] = byte;
  }
  return bytes;
}
