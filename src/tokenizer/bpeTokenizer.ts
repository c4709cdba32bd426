import type { BPE, Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers';
import { UnderhoodError } from '../errors.ts';
import type { KeptEnd } from '../protocol/run.ts';
import type { AddedToken } from './addedTokens.ts';
import { cutText, type TextRange } from './cutText.ts';
import { headOf, matchesAt, nextCharacter, type Piece, partsOfPiece, tailOf } from './pieces.ts';
import { type FoundToken, TextSplitter } from './textSplitter.ts';
import { type Alphabet, bytesOfToken } from './tokenBytes.ts';
import type { EncodedPart, Token, Tokenizer } from './tokenizer.ts';

const kinds = {
  'byte-level': 'byte-level BPE',
  'byte-fallback': 'byte-fallback BPE',
  characters: 'characters',
} as const;

/** Tokens of a long text are counted up to here, and estimated beyond. */
const countedTokens = 4096;
/** Characters of a long text that are looked at, at first, for each token wanted. */
const charactersPerToken = 8;
/** Tokens beside an artificial cut, which are not trusted. */
const margin = 16;

const noBytes = new Uint8Array();

/** A BPE that knows, for each token, its bytes and its place in the text. The merges are @huggingface/tokenizers'. */
export class BpeTokenizer implements Tokenizer {
  readonly kind: Tokenizer['kind'];
  readonly vocabularySize: number;
  private readonly model: BPE;
  private readonly splitter: TextSplitter;
  private readonly specialIds: ReadonlySet<number>;
  /** What the tokenizer puts around every text. */
  private readonly prefix: readonly string[];
  private readonly suffix: readonly string[];
  /** For each merge, the two characters that it joins. */
  private readonly neighbours: ReadonlySet<string>;
  private readonly bytesOfSpelling = (spelling: string) => bytesOfToken(spelling, this.alphabet);

  constructor(
    library: HuggingFaceTokenizer,
    addedTokens: readonly AddedToken[],
    private readonly alphabet: Alphabet,
  ) {
    this.kind = kinds[alphabet];
    this.model = library.model as BPE;
    this.vocabularySize = this.model.vocab.length;
    this.splitter = new TextSplitter(library, addedTokens, alphabet);
    this.specialIds = new Set(addedTokens.filter(({ special }) => special).map(({ id }) => id));
    const text = '\0';
    const around = library.post_processor?.post_process([text]).tokens ?? [text];
    this.prefix = around.slice(0, around.indexOf(text));
    this.suffix = around.slice(around.indexOf(text) + 1);
    this.neighbours = new Set(this.model.merges.map(([left, right]) => lastCharacter(left) + firstCharacter(right)));
  }

  encode(text: string): Token[] {
    const { tokens } = this.takeTokens(text, { start: 0, end: text.length }, Number.POSITIVE_INFINITY, 'start');
    return this.withAdded(tokens, 0, text.length);
  }

  encodePart(text: string, maxTokens: number, kept: KeptEnd): EncodedPart {
    const added = this.prefix.length + this.suffix.length;
    const wanted = Math.max(1, maxTokens - added);
    const counted = Math.max(countedTokens, wanted + 1);
    const { tokens, isComplete: totalIsExact } = this.takeFromEnd(text, counted, kept);
    if (totalIsExact && tokens.length <= wanted) {
      const whole = this.withAdded(tokens, 0, text.length);
      return { tokens: whole, start: 0, end: text.length, totalTokens: whole.length, totalIsExact };
    }
    const fitting = wholeCharacters(tokens, wanted, kept);
    const start = kept === 'start' ? 0 : fitting[0].start;
    const end = kept === 'end' ? text.length : fitting[fitting.length - 1].end;
    const seen = tokens[tokens.length - 1].end - tokens[0].start;
    const totalTokens = added + (totalIsExact ? tokens.length : Math.round((tokens.length / seen) * text.length));
    return { tokens: this.withAdded(fitting, start, end), start, end, totalTokens, totalIsExact };
  }

  bytesOf(id: number): Uint8Array {
    const spelling = this.model.vocab[id];
    if (spelling === undefined || spelling === this.model.unk_token || this.specialIds.has(id)) return noBytes;
    return bytesOfToken(spelling, this.alphabet);
  }

  spellingOf(id: number): string {
    return this.model.vocab[id] ?? '';
  }

  /** At least `wanted` tokens from one end of a text, or all that there are; looks at no more of the text than it must. */
  private takeFromEnd(text: string, wanted: number, kept: KeptEnd): { tokens: Token[]; isComplete: boolean } {
    for (let length = charactersPerToken * wanted; ; length *= 2) {
      const range = cutText(text, length, kept);
      const isWhole = range.start === 0 && range.end === text.length;
      const { tokens, isComplete } = this.takeTokens(text, range, wanted, kept);
      if (isWhole || tokens.length >= wanted) return { tokens, isComplete: isComplete && isWhole };
    }
  }

  /** At least `wanted` tokens from one end of a range, or all that there are. */
  private takeTokens(
    text: string,
    range: TextRange,
    wanted: number,
    kept: KeptEnd,
  ): { tokens: Token[]; isComplete: boolean } {
    const parts = this.splitter.split(text, range.start, range.end);
    const taken: Token[][] = [];
    let count = 0;
    for (const part of kept === 'start' ? parts : parts.toReversed()) {
      for (const piece of this.piecesOf(part, kept)) {
        if (count >= wanted) return { tokens: inOrder(taken, kept), isComplete: false };
        const near = this.tokensNear(piece, wanted - count, kept);
        taken.push(near.tokens);
        count += near.tokens.length;
        if (!near.isComplete) return { tokens: inOrder(taken, kept), isComplete: false };
      }
    }
    return { tokens: inOrder(taken, kept), isComplete: true };
  }

  /** In parts that are tokenized each by itself: not where a piece's own spelling, or a run of unknowns, is one token. */
  private piecesOf(part: Piece | FoundToken, kept: KeptEnd): Iterable<Piece | FoundToken> {
    if ('token' in part || (this.model.ignore_merges && this.model.tokens_to_ids.has(part.spelling))) return [part];
    if (this.model.fuse_unk && !this.model.byte_fallback) return [part];
    return partsOfPiece(part, this.neighbours, kept, this.bytesOfSpelling);
  }

  /** Tokens of one part; of an endless one (thousands of characters without a blank), at least `wanted` from one end. */
  private tokensNear(
    part: Piece | FoundToken,
    wanted: number,
    kept: KeptEnd,
  ): { tokens: Token[]; isComplete: boolean } {
    if ('token' in part) return { tokens: this.tokensOf(part), isComplete: true };
    for (let length = charactersPerToken * (wanted + margin); length < part.spelling.length; length *= 2) {
      const piece =
        kept === 'start' ? headOf(part, length, this.bytesOfSpelling) : tailOf(part, length, this.bytesOfSpelling);
      const tokens = this.tokensOf(piece);
      const trusted = kept === 'start' ? tokens.slice(0, -margin) : tokens.slice(margin);
      if (trusted.length >= wanted) return { tokens: trusted, isComplete: false };
    }
    return { tokens: this.tokensOf(part), isComplete: true };
  }

  private tokensOf(part: Piece | FoundToken): Token[] {
    if ('token' in part) {
      const { id, content, special } = part.token;
      const bytes = special ? noBytes : new TextEncoder().encode(content);
      return [{ id, spelling: content, bytes, start: part.start, end: part.end, kind: special ? 'special' : 'text' }];
    }
    if (this.alphabet === 'characters') this.refuseUnknown(part.spelling);
    const { bytes, starts, ends } = part.section;
    const tokens: Token[] = [];
    const push = (spelling: string, standsFor: Uint8Array, from: number, until: number, kind: Token['kind']) => {
      // A pre-tokeniser that rewrites the text leaves pieces that stand nowhere in it.
      const to = Math.min(until, ends.length);
      // A lone prefix space stands in front of the next character, or behind the last one.
      const place = from < starts.length ? starts[from] : (ends.at(-1) ?? 0);
      const { start, end } = to > from ? { start: starts[from], end: ends[to - 1] } : { start: place, end: place };
      const id = this.model.tokens_to_ids.get(spelling) ?? 0;
      tokens.push({ id, spelling, bytes: standsFor, start, end, kind: end > start ? kind : 'added' });
    };
    let at = part.from;
    let inserted = part.inserted;
    const spellings = this.model._call([part.spelling]);
    for (const [index, spelling] of spellings.entries()) {
      if (spelling === this.model.unk_token) {
        const to = this.endOfUnknown(part, at, spellings[index + 1]);
        push(spelling, noBytes, at, to, 'unknown');
        at = to;
        continue;
      }
      const standsFor = bytesOfToken(spelling, this.alphabet);
      // A byte-level vocabulary that lacks a byte drops it.
      while (at < part.to && !matchesAt(bytes, at, standsFor.subarray(inserted))) at++;
      const to = Math.min(at + standsFor.length - inserted, part.to);
      push(spelling, standsFor, at, to, 'text');
      at = to;
      inserted = 0;
    }
    return tokens;
  }

  /** An unknown token stands for one character, or, where the model fuses them, for all up to the next known one. */
  private endOfUnknown({ section, to }: Piece, from: number, next: string | undefined): number {
    let end = nextCharacter(section.bytes, from);
    if (!this.model.fuse_unk) return end;
    const known = next === undefined ? undefined : bytesOfToken(next, this.alphabet);
    while (end < to && (known === undefined || !matchesAt(section.bytes, end, known))) {
      end = nextCharacter(section.bytes, end);
    }
    return end;
  }

  /** A vocabulary of characters without an unknown token has no way to say what it lacks. */
  private refuseUnknown(spelling: string): void {
    if (this.model.unk_token_id !== undefined) return;
    const unknown = Array.from(spelling).filter((character) => !this.model.tokens_to_ids.has(character));
    if (unknown.length === 0) return;
    const characters = [...new Set(unknown)].slice(0, 10).join(' ');
    throw new UnderhoodError('tokenizer.unknownCharacters', { size: this.vocabularySize, characters });
  }

  private withAdded(tokens: readonly Token[], start: number, end: number): Token[] {
    const added = (spellings: readonly string[], at: number) =>
      spellings.map((spelling): Token => {
        const id = this.model.tokens_to_ids.get(spelling) ?? 0;
        return { id, spelling, bytes: noBytes, start: at, end: at, kind: 'added' };
      });
    return [...added(this.prefix, start), ...tokens, ...added(this.suffix, end)];
  }
}

function inOrder(taken: readonly Token[][], kept: KeptEnd): Token[] {
  return (kept === 'start' ? taken : taken.toReversed()).flat();
}

/** At most `wanted` tokens from one end, fewer where the cut would fall between two tokens of one character. */
function wholeCharacters(tokens: readonly Token[], wanted: number, kept: KeptEnd): Token[] {
  const shares = (index: number) => index > 0 && tokens[index - 1].end > tokens[index].start;
  if (tokens.length <= wanted) return [...tokens];
  if (kept === 'start') {
    let end = wanted;
    while (shares(end)) end--;
    return tokens.slice(0, end || wanted);
  }
  let start = tokens.length - wanted;
  while (start < tokens.length && shares(start)) start++;
  return tokens.slice(start < tokens.length ? start : -wanted);
}

function firstCharacter(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0);
}

function lastCharacter(text: string): string {
  return text.slice(/[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text) ? -2 : -1);
}
