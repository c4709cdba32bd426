import { bytesOfSpelling } from './byteLevel.ts';

/** How a vocabulary spells bytes. */
export type Alphabet = 'byte-level' | 'byte-fallback' | 'characters';

const encoder = new TextEncoder();
const fallbackByte = /^<0x([0-9A-Fa-f]{2})>$/;

/** The bytes that a token of the vocabulary stands for, from its spelling alone. */
export function bytesOfToken(spelling: string, alphabet: Alphabet): Uint8Array {
  if (alphabet === 'byte-level') {
    // A token added to a byte-level vocabulary is spelt in plain text.
    return bytesOfSpelling(spelling) ?? encoder.encode(spelling);
  }
  const byte = alphabet === 'byte-fallback' ? fallbackByte.exec(spelling) : null;
  return byte ? Uint8Array.of(Number.parseInt(byte[1], 16)) : encoder.encode(plainText(spelling, alphabet));
}

/** Normalised text with SentencePiece's ▁ read as the space that it stands for; no shorter, no longer. */
export function plainText(text: string, alphabet: Alphabet): string {
  return alphabet === 'byte-fallback' ? text.replaceAll('▁', ' ') : text;
}
