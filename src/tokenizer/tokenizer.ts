/** One token of a text. */
export interface Token {
  readonly id: number;
  /** As the vocabulary spells it (`Ġthe`, `▁the`, `<s>`). */
  readonly spelling: string;
  /** The bytes that it stands for; empty for special tokens such as `<s>`. */
  readonly bytes: Uint8Array;
  /**
   * UTF-16 range in the text: all characters of which the token holds at least one byte, so that several tokens of one
   * character share its range. Empty (start = end) for tokens that were added.
   */
  readonly start: number;
  readonly end: number;
  readonly kind: 'text' | 'special' | 'added' | 'unknown';
}

/** Text to tokens, each knowing its bytes and its place. */
export interface Tokenizer {
  /** How its vocabulary was made, for the page. `none`: a folder without a tokenizer, open for ids only. */
  readonly kind: 'byte-level BPE' | 'byte-fallback BPE' | 'characters' | 'none';
  readonly vocabularySize: number;
  /** Throws UnderhoodError where the tokenizer cannot take text. */
  encode(text: string): Token[];
  /** The bytes of one id; empty for special tokens. */
  bytesOf(id: number): Uint8Array;
  spellingOf(id: number): string;
}
