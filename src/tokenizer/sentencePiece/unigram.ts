import { type Piece, pieceTypes } from './modelFile.ts';

/** How much worse than the worst piece a character is that is none, as in SentencePiece. */
const unknownPenalty = 10;

/** A piece of a text: characters from `start` on, before `end`; unknown where there is none such. */
interface Cut {
  readonly start: number;
  readonly end: number;
  readonly isKnown: boolean;
}

/**
 * A unigram model (Kudo 2018): of all ways to cut a text into pieces, the one with the highest sum of their scores, by
 * Viterbi's algorithm. In single precision, as SentencePiece adds, so that ties are broken alike.
 */
export class Unigram {
  readonly #scores = new Map<string, number>();
  readonly #unknown: number;
  /** Characters. */
  #longest = 1;

  constructor(pieces: readonly Piece[]) {
    const normal = pieces.filter(({ type }) => type === pieceTypes.normal);
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const { score } of normal) {
      least = Math.min(least, score);
      most = Math.max(most, score);
    }
    this.#unknown = Math.fround(least - unknownPenalty);
    for (const { text, score, type } of pieces) {
      if (type === pieceTypes.normal) this.#scores.set(text, score);
      // Whatever a person has named is better than any way to cut it.
      else if (type === pieceTypes.userDefined) this.#scores.set(text, Array.from(text).length * most - 0.1);
    }
    for (const text of this.#scores.keys()) this.#longest = Math.max(this.#longest, Array.from(text).length);
  }

  /** @param characters of a text, one by one */
  cut(characters: readonly string[]): Cut[] {
    const { length } = characters;
    const best = new Float32Array(length + 1).fill(Number.NEGATIVE_INFINITY);
    const from = new Int32Array(length + 1);
    const isKnown = new Uint8Array(length + 1);
    best[0] = 0;
    for (let start = 0; start < length; start++) {
      let text = '';
      let hasSingle = false;
      for (let end = start + 1; end <= Math.min(length, start + this.#longest); end++) {
        text += characters[end - 1];
        const score = this.#scores.get(text);
        if (score === undefined) continue;
        hasSingle ||= end === start + 1;
        reach(start, end, score, 1);
      }
      if (!hasSingle) reach(start, start + 1, this.#unknown, 0);
    }
    const cuts: Cut[] = [];
    for (let end = length; end > 0; end = from[end]) {
      cuts.push({ start: from[end], end, isKnown: isKnown[end] === 1 });
    }
    return joinUnknown(cuts.reverse());

    function reach(start: number, end: number, score: number, known: number): void {
      const sum = Math.fround(best[start] + Math.fround(score));
      if (sum <= best[end]) return;
      best[end] = sum;
      from[end] = start;
      isKnown[end] = known;
    }
  }
}

/** Neighbours that are unknown make up one piece. */
function joinUnknown(cuts: readonly Cut[]): Cut[] {
  const joined: Cut[] = [];
  for (const cut of cuts) {
    const before = joined.at(-1);
    if (before && !before.isKnown && !cut.isKnown) joined[joined.length - 1] = { ...before, end: cut.end };
    else joined.push(cut);
  }
  return joined;
}
