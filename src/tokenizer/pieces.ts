import type { KeptEnd } from '../protocol/run.ts';
import type { AlignedBytes } from './alignedBytes.ts';

/** What a BPE model takes at once (a word, mostly): merges never cross its edges. */
export interface Piece {
  /** As the model takes it. */
  readonly spelling: string;
  readonly section: AlignedBytes;
  /** Its bytes in the section. */
  readonly from: number;
  readonly to: number;
  /** Bytes at its beginning that the pre-tokeniser inserted, and the section lacks: a prefix space. */
  readonly inserted: number;
}

/** Whether `part` stands in `bytes` at this place. */
export function matchesAt(bytes: Uint8Array, at: number, part: Uint8Array): boolean {
  if (at + part.length > bytes.length) return false;
  for (let i = 0; i < part.length; i++) if (bytes[at + i] !== part[i]) return false;
  return true;
}

/** Finds where each piece lies in its section. Pre-tokenisers drop blanks, insert a prefix space, and say neither. */
export function locatePieces(
  spellings: readonly string[],
  section: AlignedBytes,
  bytesOf: (spelling: string) => Uint8Array,
): Piece[] {
  let at = 0;
  return spellings.map((spelling) => {
    const bytes = bytesOf(spelling);
    const inserted =
      bytes[0] === 0x20 && !matchesAt(section.bytes, at, bytes) && matchesAt(section.bytes, at, bytes.subarray(1))
        ? 1
        : 0;
    let from = at;
    while (from < section.bytes.length && !matchesAt(section.bytes, from, bytes.subarray(inserted))) from++;
    at = Math.min(from + bytes.length - inserted, section.bytes.length);
    return { spelling, section, from, to: at, inserted };
  });
}

/** The first `length` UTF-16 units of a piece's spelling, or one more to keep a character whole. */
export function headOf(piece: Piece, length: number, bytesOf: (spelling: string) => Uint8Array): Piece {
  const spelling = piece.spelling.slice(0, isInsideCharacter(piece.spelling, length) ? length + 1 : length);
  return { ...piece, spelling, to: piece.from + bytesOf(spelling).length - piece.inserted };
}

/** The last `length` UTF-16 units, or one more; fewer than the piece has. */
export function tailOf(piece: Piece, length: number, bytesOf: (spelling: string) => Uint8Array): Piece {
  const begin = piece.spelling.length - length;
  const spelling = piece.spelling.slice(isInsideCharacter(piece.spelling, begin) ? begin - 1 : begin);
  return { ...piece, spelling, from: piece.to - bytesOf(spelling).length, inserted: 0 };
}

/** About how long the parts of a long piece become, in UTF-16 units. */
const partLength = 64;

/**
 * A long piece in parts, from one end on, split where no merge ends one token with the character before and begins
 * another with the character behind: no token can span that place, so that the tokens stay exactly the same. Tokenizers
 * without a pre-tokeniser take a whole text as one piece, and the time for that grows faster than its length.
 * @param neighbours for each merge, the last character of its left and the first of its right side
 */
export function* partsOfPiece(
  piece: Piece,
  neighbours: ReadonlySet<string>,
  kept: KeptEnd,
  bytesOf: (spelling: string) => Uint8Array,
): Generator<Piece> {
  let rest = piece;
  const step = kept === 'start' ? 1 : -1;
  for (;;) {
    const { spelling } = rest;
    let at = kept === 'start' ? partLength : spelling.length - partLength;
    while (at > 0 && at < spelling.length && !mayCut(spelling, at, neighbours)) at += step;
    if (at <= 0 || at >= spelling.length) break;
    const part = kept === 'start' ? headOf(rest, at, bytesOf) : tailOf(rest, spelling.length - at, bytesOf);
    yield part;
    rest =
      kept === 'start'
        ? { ...rest, spelling: spelling.slice(at), from: part.to, inserted: 0 }
        : { ...rest, spelling: spelling.slice(0, at), to: part.from };
  }
  yield rest;
}

function mayCut(spelling: string, at: number, neighbours: ReadonlySet<string>): boolean {
  if (isInsideCharacter(spelling, at)) return false;
  const before = isInsideCharacter(spelling, at - 1) ? spelling.slice(at - 2, at) : spelling[at - 1];
  return !neighbours.has(before + String.fromCodePoint(spelling.codePointAt(at) as number));
}

function isInsideCharacter(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;
}

/** Where the UTF-8 character behind the one at `at` begins. */
export function nextCharacter(bytes: Uint8Array, at: number): number {
  let next = at + 1;
  while (next < bytes.length && (bytes[next] & 0xc0) === 0x80) next++;
  return next;
}
