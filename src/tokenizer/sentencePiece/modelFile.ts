import { UnderhoodError } from '../../errors.ts';
import { bytesOf, fieldsOf, floatOf, textOf } from './protobuf.ts';

/** What a piece is for, as sentencepiece_model.proto numbers it. */
export const pieceTypes = { normal: 1, unknown: 2, control: 3, userDefined: 4, unused: 5, byte: 6 } as const;

export interface Piece {
  readonly text: string;
  /** ln p of the unigram model. */
  readonly score: number;
  /** One of pieceTypes. */
  readonly type: number;
}

/** How a text is made regular before it is cut into pieces. */
export interface NormalizerSpec {
  /** Rules, compiled (charsMap.ts); empty: none. */
  readonly charsMap: Uint8Array;
  /** A blank is put in front, so that a word is the same at the beginning of a text as within. */
  readonly addDummyPrefix: boolean;
  /** Blanks at both ends go, and of several in a row all but one. */
  readonly removeExtraWhitespaces: boolean;
}

export interface SentencePieceModel {
  readonly pieces: readonly Piece[];
  readonly normalizer: NormalizerSpec;
}

const unigram = 1;
/** Above any vocabulary in use. */
const mostPieces = 4_000_000;

/**
 * A SentencePiece model (sentencepiece_model.proto). Throws UnderhoodError where it is damaged, or of another kind than
 * unigram.
 * @param file as errors call it
 */
export function parseSentencePiece(bytes: Uint8Array, file: string): SentencePieceModel {
  try {
    return parse(bytes);
  } catch (error) {
    if (error instanceof UnderhoodError) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    throw new UnderhoodError('tokenizer.invalid', { file, detail });
  }
}

function parse(bytes: Uint8Array): SentencePieceModel {
  const pieces: Piece[] = [];
  let normalizer: NormalizerSpec = { charsMap: new Uint8Array(), addDummyPrefix: true, removeExtraWhitespaces: true };
  for (const { number, value } of fieldsOf(bytes)) {
    if (number === 1) {
      if (pieces.push(parsePiece(bytesOf(value))) > mostPieces) {
        throw new RangeError(`it has more than ${mostPieces} pieces`);
      }
    } else if (number === 2) checkTrainer(bytesOf(value));
    else if (number === 3) normalizer = parseNormalizer(bytesOf(value), normalizer);
  }
  if (pieces.length === 0) throw new RangeError('it has no pieces');
  return { pieces, normalizer };
}

function parsePiece(bytes: Uint8Array): Piece {
  let [text, score, type] = ['', 0, pieceTypes.normal as number];
  for (const { number, value } of fieldsOf(bytes)) {
    if (number === 1) text = textOf(value);
    else if (number === 2) score = floatOf(value);
    else if (number === 3) type = Number(value);
  }
  return { text, score, type };
}

function checkTrainer(bytes: Uint8Array): void {
  for (const { number, value } of fieldsOf(bytes)) {
    if (number === 3 && value !== unigram) {
      throw new UnderhoodError('tokenizer.unsupported', { kind: 'SentencePiece other than unigram' });
    }
  }
}

function parseNormalizer(bytes: Uint8Array, otherwise: NormalizerSpec): NormalizerSpec {
  let { charsMap, addDummyPrefix, removeExtraWhitespaces } = otherwise;
  for (const { number, value } of fieldsOf(bytes)) {
    if (number === 2) charsMap = bytesOf(value);
    else if (number === 3) addDummyPrefix = value !== 0;
    else if (number === 4) removeExtraWhitespaces = value !== 0;
  }
  return { charsMap, addDummyPrefix, removeExtraWhitespaces };
}
