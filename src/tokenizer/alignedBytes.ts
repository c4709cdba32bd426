import type { AlignedText } from './alignedText.ts';

/** The UTF-8 of a text, each byte knowing the range of the character that it belongs to. */
export interface AlignedBytes {
  readonly bytes: Uint8Array;
  /** Per byte, offsets of its character in the original text, in UTF-16 units. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** A lone surrogate has no UTF-8: as every encoder does, it is written as U+FFFD, and keeps its own range. */
export function alignBytes({ text, starts, ends }: AlignedText): AlignedBytes {
  const bytes = new TextEncoder().encode(text);
  const byteStarts = new Int32Array(bytes.length);
  const byteEnds = new Int32Array(bytes.length);
  let byte = 0;
  for (let unit = 0; unit < text.length; ) {
    const character = text.codePointAt(unit) as number;
    const units = character > 0xffff ? 2 : 1;
    const next = byte + (character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4);
    byteStarts.fill(starts[unit], byte, next);
    byteEnds.fill(ends[unit + units - 1], byte, next);
    unit += units;
    byte = next;
  }
  return { bytes, starts: byteStarts, ends: byteEnds };
}
