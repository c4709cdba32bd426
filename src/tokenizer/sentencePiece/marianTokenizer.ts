import type { Token } from '../tokenizer.ts';
import type { SentencePieceModel } from './modelFile.ts';
import { blank, Normalizer } from './normalizer.ts';
import { Unigram } from './unigram.ts';

const unknownPiece = '<unk>';
/** The language to translate into, which multilingual models want in front. */
const languageCode = /^>>[^<>]+<</;

/**
 * One side of a Marian model: pieces by SentencePiece, ids by vocab.json, as in transformers' MarianTokenizer (without
 * sacremoses, which it uses where it is installed).
 */
export class MarianTokenizer {
  readonly #normalizer: Normalizer;
  readonly #unigram: Unigram;
  readonly #spellings: readonly string[];

  /** @param vocab tokens to ids */
  constructor(
    { pieces, normalizer }: SentencePieceModel,
    private readonly vocab: ReadonlyMap<string, number>,
  ) {
    this.#normalizer = new Normalizer(normalizer);
    this.#unigram = new Unigram(pieces);
    const spellings: string[] = [];
    for (const [spelling, id] of vocab) spellings[id] = spelling;
    this.#spellings = spellings;
  }

  encode(text: string): Token[] {
    const code = languageCode.exec(text)?.[0] ?? '';
    const tokens: Token[] = [];
    if (code) tokens.push(this.#token(code, 0, code.length));
    const characters = this.#normalizer.normalize(text.slice(code.length));
    const cuts = this.#unigram.cut(characters.map(({ character }) => character));
    for (const { start, end } of cuts) {
      const part = characters.slice(start, end);
      const spelling = part.map(({ character }) => character).join('');
      tokens.push(this.#token(spelling, code.length + part[0].start, code.length + part[part.length - 1].end));
    }
    return tokens;
  }

  /** The bytes of one id; empty for special tokens. */
  bytesOf(id: number): Uint8Array {
    const spelling = this.spellingOf(id);
    const isSpecial = spelling === unknownPiece || /^<\/?[a-z]+>$|^>>[^<>]+<<$/.test(spelling);
    return isSpecial ? new Uint8Array() : new TextEncoder().encode(spelling.replaceAll(blank, ' '));
  }

  spellingOf(id: number): string {
    return this.#spellings[id] ?? '';
  }

  #token(spelling: string, start: number, end: number): Token {
    const known = this.vocab.get(spelling);
    const id = known ?? this.vocab.get(unknownPiece) ?? 0;
    const kind = known === undefined ? 'unknown' : 'text';
    return { id, spelling, bytes: known === undefined ? new Uint8Array() : this.bytesOf(id), start, end, kind };
  }
}
