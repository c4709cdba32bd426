import type { KeptEnd } from '../protocol/run.ts';

/** One token of a text. */
export interface Token {
  readonly id: number;
  /** As the vocabulary spells it (`Ġthe`, `▁the`, `<s>`). */
  readonly spelling: string;
  /** The bytes that it stands for; empty for special tokens such as `<s>`, and for unknown characters. */
  readonly bytes: Uint8Array;
  /**
   * UTF-16 range in the text: all characters of which the token holds at least one byte, so that several tokens of one
   * character share its range. Empty (start = end) for tokens that were added.
   */
  readonly start: number;
  readonly end: number;
  /** special: written in the text (`<|endoftext|>`). added: by the tokenizer, `<s>` or a lone prefix space. */
  readonly kind: 'text' | 'special' | 'added' | 'unknown';
}

/** As much of a text as a model's context takes. */
export interface EncodedPart {
  /** Ranges count from the beginning of the whole text. */
  readonly tokens: Token[];
  /** The part of the text that the tokens cover, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** Tokens of the whole text; where that is not exact, an estimate from the part that was tokenized. */
  readonly totalTokens: number;
  readonly totalIsExact: boolean;
}

/** Text to tokens, each knowing its bytes and its place. */
export interface Tokenizer {
  /** How its vocabulary was made, for the page. `none`: a folder without a tokenizer, open for ids only. */
  readonly kind: 'byte-level BPE' | 'byte-fallback BPE' | 'characters' | 'none';
  readonly vocabularySize: number;
  /** Throws UnderhoodError where the tokenizer cannot take text. */
  encode(text: string): Token[];
  /**
   * The tokens at one end of a text, at most `maxTokens` (at least 1) of them, in well under a second for any length.
   *
   * They are the first (or last) tokens of `encode(text)`, added tokens such as `<s>` kept in their place, and never end
   * within a character. Exactly so, unless (a) a single word without blanks or punctuation goes on for thousands of
   * characters, where merges beside the cut may differ, or (b) the pre-tokeniser counts from far away, as Llama 3's
   * groups of three digits do, and the far cut falls into such a group without any blank in the last thousand characters.
   */
  encodePart(text: string, maxTokens: number, kept: KeptEnd): EncodedPart;
  /** The bytes of one id; empty for special tokens. */
  bytesOf(id: number): Uint8Array;
  spellingOf(id: number): string;
}
