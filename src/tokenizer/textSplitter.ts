import type { Tokenizer as HuggingFaceTokenizer, SequenceNormalizer } from '@huggingface/tokenizers';
import { UnderhoodError } from '../errors.ts';
import { type AddedToken, AddedTokens } from './addedTokens.ts';
import { alignBytes } from './alignedBytes.ts';
import { type AlignedText, alignedSlice, changeAligned, sliceAligned } from './alignedText.ts';
import { locatePieces, type Piece } from './pieces.ts';
import { type Alphabet, bytesOfToken, plainText } from './tokenBytes.ts';

/** An added token that was found in the text. */
export interface FoundToken {
  readonly token: AddedToken;
  readonly start: number;
  readonly end: number;
}

/**
 * The first half of a tokenizer: text to the pieces that its model takes, each knowing where it came from. The same
 * steps as `encode` of @huggingface/tokenizers (added tokens, normaliser, added tokens again, pre-tokeniser), which
 * forgets the places.
 */
export class TextSplitter {
  private readonly before: AddedTokens;
  private readonly after: AddedTokens;
  private readonly normalizers: readonly ((text: string) => string)[];

  constructor(
    private readonly library: HuggingFaceTokenizer,
    addedTokens: readonly AddedToken[],
    private readonly alphabet: Alphabet,
  ) {
    this.normalizers = flatNormalizers(library.normalizer).map(bounded);
    const normalize = (text: string) => this.normalizers.reduce((result, change) => change(result), text);
    const isNormalized = (token: AddedToken) => token.normalized && this.normalizers.length > 0;
    const byContent = (tokens: readonly AddedToken[], contentOf: (token: AddedToken) => string) =>
      new AddedTokens(new Map(tokens.map((token) => [contentOf(token), token])));
    this.before = byContent(
      addedTokens.filter((token) => !isNormalized(token)),
      ({ content }) => content,
    );
    this.after = byContent(addedTokens.filter(isNormalized), ({ content }) => normalize(content));
  }

  /** @returns the parts of `text` from `start` to `end`, in order; offsets count from the beginning of the whole text */
  split(text: string, start: number, end: number): (Piece | FoundToken)[] {
    return this.before.split(text.slice(start, end)).flatMap((section, index) => {
      const found = { start: start + section.start, end: start + section.end };
      if (section.token !== undefined) return [{ token: section.token, ...found }];
      return this.splitSection(alignedSlice(text, found.start, found.end), index);
    });
  }

  private splitSection(section: AlignedText, index: number): (Piece | FoundToken)[] {
    const normalized = this.normalizers.reduce(changeAligned, section);
    return this.after.split(normalized.text).flatMap(({ start, end, token }): (Piece | FoundToken)[] => {
      const part = sliceAligned(normalized, start, end);
      if (token !== undefined) return [{ token, start: part.starts[0], end: part.ends[part.ends.length - 1] }];
      const spellings = this.library.pre_tokenizer?.pre_tokenize(part.text, { section_index: index }) ?? [part.text];
      checkGrowth(
        part.text.length,
        spellings.reduce((sum, { length }) => sum + length, 0),
      );
      const aligned = alignBytes({ ...part, text: plainText(part.text, this.alphabet) });
      return locatePieces(spellings, aligned, (spelling) => bytesOfToken(spelling, this.alphabet));
    });
  }
}

/** Far above what any normal form makes of a text (NFKC: 18 times as long, for one character). */
const mostGrowth = 32;

/** A step that refuses to make a text many times as long: a few hundred bytes of tokenizer.json could fill the memory. */
function bounded(change: (text: string) => string): (text: string) => string {
  return (text) => {
    const changed = change(text);
    checkGrowth(text.length, changed.length);
    return changed;
  };
}

function checkGrowth(before: number, after: number): void {
  if (after <= mostGrowth * (before + mostGrowth)) return;
  const detail = `one of its steps makes ${before} characters into ${after}`;
  throw new UnderhoodError('tokenizer.invalid', { file: 'tokenizer.json', detail });
}

/** The steps of a sequence one by one: each is easier to follow than all at once. */
function flatNormalizers(normalizer: HuggingFaceTokenizer['normalizer']): ((text: string) => string)[] {
  if (normalizer === null) return [];
  if (normalizer.config.type !== 'Sequence') return [(text) => normalizer.normalize(text)];
  return (normalizer as SequenceNormalizer).normalizers.flatMap(flatNormalizers);
}
