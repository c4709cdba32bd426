import type { TokenSummary } from '../protocol/run.ts';

/**
 * A part of a token as it is shown. text: as it is; mark: a visible stand-in for something invisible; break: a line
 * break, after which the line ends; bytes: hex of bytes that are no whole character, `character` being the index of
 * the split character that they belong to, or null where they belong to none; name: a special token's spelling.
 */
export interface Piece {
  readonly kind: 'text' | 'mark' | 'break' | 'bytes' | 'name';
  readonly text: string;
  readonly character: number | null;
}

export interface TokenText {
  readonly pieces: readonly Piece[];
  /** The token on one line, for axes and sentences. */
  readonly label: string;
  /** The label cut into what can stand by itself: characters, and bytes as hex. */
  readonly parts: readonly string[];
}

/** A character whose bytes several tokens share. */
interface SplitCharacter {
  readonly text: string;
  readonly firstToken: number;
  readonly lastToken: number;
}

export interface TokenTexts {
  readonly tokens: readonly TokenText[];
  readonly characters: readonly SplitCharacter[];
}

/**
 * How the tokens of `text` are shown, byte for byte: what cannot be seen gets a mark, and a character that is split
 * over tokens is shown as the bytes of each and named once.
 */
export function tokenTexts(tokens: readonly TokenSummary[], text: string): TokenTexts {
  const pieces: Piece[][] = tokens.map(() => []);
  const characters: SplitCharacter[] = [];
  for (let start = 0; start < tokens.length; ) {
    if (tokens[start].bytes.length === 0) {
      pieces[start].push(...nameOf(tokens[start], text));
      start += 1;
      continue;
    }
    let end = start;
    while (end < tokens.length && tokens[end].bytes.length > 0) end += 1;
    addRun(tokens, start, end, pieces, characters);
    start = end;
  }
  return {
    characters,
    tokens: pieces.map((own) => ({
      pieces: own,
      label: own.map((piece) => labelOf(piece, characters)).join(''),
      parts: own.flatMap((piece) => partsOf(piece, characters)),
    })),
  };
}

/** Pieces of the tokens from `start` to `end`, whose bytes follow each other. */
function addRun(
  tokens: readonly TokenSummary[],
  start: number,
  end: number,
  pieces: Piece[][],
  characters: SplitCharacter[],
): void {
  const bytes: number[] = [];
  const owners: number[] = [];
  for (let token = start; token < end; token += 1) {
    for (const byte of tokens[token].bytes) {
      bytes.push(byte);
      owners.push(token);
    }
  }
  let pending = '';
  const flush = (owner: number) => {
    if (pending !== '') pieces[owner].push(...visiblePieces(pending));
    pending = '';
  };
  for (let at = 0; at < bytes.length; ) {
    const length = characterLength(bytes, at);
    const owner = owners[at];
    const last = owners[at + Math.max(length, 1) - 1];
    if (length > 0 && owner === last) {
      pending += decode(bytes.slice(at, at + length));
    } else {
      flush(owner);
      const character = length > 0 ? characters.length : null;
      if (character !== null) {
        characters.push({ text: decode(bytes.slice(at, at + length)), firstToken: owner, lastToken: last });
      }
      addBytes(bytes, owners, at, Math.max(length, 1), character, pieces);
    }
    at += Math.max(length, 1);
    if (at >= bytes.length || owners[at] !== owner) flush(owner);
  }
}

/** Hex of the bytes of one character (or of one stray byte), token by token. */
function addBytes(
  bytes: readonly number[],
  owners: readonly number[],
  at: number,
  length: number,
  character: number | null,
  pieces: Piece[][],
): void {
  for (let i = at; i < at + length; i += 1) {
    const hex = bytes[i].toString(16).padStart(2, '0');
    const own = pieces[owners[i]];
    const previous = own.at(-1);
    if (previous?.kind === 'bytes' && previous.character === character) {
      own[own.length - 1] = { ...previous, text: `${previous.text} ${hex}` };
    } else {
      own.push({ kind: 'bytes', text: hex, character });
    }
  }
}

/** Number of bytes of the UTF-8 character that begins at `at`; 0 where none does. */
function characterLength(bytes: readonly number[], at: number): number {
  const lead = bytes[at];
  const length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (length === 0 || at + length > bytes.length) return 0;
  try {
    decode(bytes.slice(at, at + length));
    return length;
  } catch {
    return 0;
  }
}

function decode(bytes: readonly number[]): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(new Uint8Array(bytes));
}

/** A token without bytes: a special token's spelling, or what the vocabulary lacks as the document has it. */
function nameOf(token: TokenSummary, text: string): Piece[] {
  if (token.kind === 'unknown' && token.end > token.start) return visiblePieces(text.slice(token.start, token.end));
  return [{ kind: 'name', text: token.spelling, character: null }];
}

const marks: Readonly<Record<string, string>> = { ' ': '·', '\t': '→', '\r': '\\r', '\u00a0': '⍽', '\u3000': '□' };
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Zs}]/u;
const joiner = '\u200d';

function visiblePieces(text: string): Piece[] {
  const points = [...text];
  const pieces: Piece[] = [];
  const add = (kind: Piece['kind'], shown: string) => {
    const previous = pieces.at(-1);
    if (previous?.kind === kind && kind !== 'break') {
      pieces[pieces.length - 1] = { ...previous, text: previous.text + shown };
    } else {
      pieces.push({ kind, text: shown, character: null });
    }
  };
  for (const [i, point] of points.entries()) {
    // Inside a token a joiner does its work, and the emoji that it makes can be seen.
    const joins = point === joiner && i > 0 && i < points.length - 1;
    if (point === '\n') add('break', '⏎');
    else if (point in marks) add('mark', marks[point]);
    else if ((invisible.test(point) && !joins) || (i === 0 && /\p{Variation_Selector}/u.test(point))) {
      add('mark', `U+${point.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`);
    } else add('text', i === 0 && /\p{M}/u.test(point) ? `◌${point}` : point);
  }
  return pieces;
}

function labelOf(piece: Piece, characters: readonly SplitCharacter[]): string {
  if (piece.kind !== 'bytes' || piece.character === null) return piece.text;
  return `${characters[piece.character].text}:${piece.text}`;
}

function partsOf({ kind, text, character }: Piece, characters: readonly SplitCharacter[]): string[] {
  if (kind !== 'bytes') return [...graphemes.segment(text)].map(({ segment }) => segment);
  return [...(character === null ? [] : [characters[character].text]), ...text.split(' ')];
}

const graphemes = new Intl.Segmenter();
