import { UnderhoodError } from '../../errors.ts';

/** Words with a vector each. */
export interface WordVectors {
  readonly words: readonly string[];
  readonly width: number;
  /** [words, width] */
  readonly data: Float32Array;
}

export interface Neighbour {
  readonly word: string;
  /** Of the angle between the two: 1 where they point the same way. */
  readonly cosine: number;
}

/** What is added and taken away: `king - man + woman`. */
interface Term {
  readonly sign: 1 | -1;
  readonly word: string;
}

/** Reads `king - man + woman`. Throws UnderhoodError where it is no sum of words. */
export function parseSum(text: string): Term[] {
  const parts = text.trim().split(/\s*([+\-−])\s*/u);
  const terms: Term[] = [];
  // A sum may begin with a sign; what stands before it is then empty.
  if (parts[0] !== '') terms.push({ sign: 1, word: parts[0] });
  for (let i = 1; i < parts.length; i += 2) terms.push({ sign: parts[i] === '+' ? 1 : -1, word: parts[i + 1] });
  if (terms.length === 0 || terms.some(({ word }) => word === ''))
    throw new UnderhoodError('road.vectors.sum', { text });
  return terms;
}

/** Looks words up, and finds those whose vectors point the same way. */
export class VectorSpace {
  readonly #index: ReadonlyMap<string, number>;
  readonly #lengths: Float64Array;

  constructor(readonly vectors: WordVectors) {
    const { words, data, width } = vectors;
    // Of words that are written alike, the first counts: the more frequent one.
    this.#index = new Map(words.map((word, i) => [word, i] as const).reverse());
    this.#lengths = Float64Array.from(words, (_, i) => length(data.subarray(i * width, (i + 1) * width)));
  }

  /** Throws UnderhoodError where the word has no vector. */
  vector(word: string): Float32Array {
    const index = this.#index.get(word) ?? this.#index.get(word.toLowerCase());
    if (index === undefined) throw new UnderhoodError('road.vectors.unknown', { word });
    return this.#row(index);
  }

  has(word: string): boolean {
    return this.#index.has(word);
  }

  /** Sum of the words' vectors as they are, not made equally long: [width]. */
  sum(terms: readonly Term[]): Float64Array {
    const sum = new Float64Array(this.vectors.width);
    for (const { sign, word } of terms) {
      const vector = this.vector(word);
      for (let i = 0; i < sum.length; i++) sum[i] += sign * vector[i];
    }
    return sum;
  }

  /**
   * The words of the highest cosine.
   * @param excluded words that are passed over
   */
  nearest(vector: ArrayLike<number>, count: number, excluded: readonly string[] = []): Neighbour[] {
    const passed = new Set(excluded.map((word) => word.toLowerCase()));
    const size = length(vector);
    const cosines = this.vectors.words.map((word, i) => ({ word, cosine: this.#cosine(i, vector, size) }));
    return cosines
      .filter(({ word, cosine }) => !Number.isNaN(cosine) && !passed.has(word.toLowerCase()))
      .sort((a, b) => b.cosine - a.cosine)
      .slice(0, count);
  }

  /** Place of a word among all by cosine, the nearest being 1. */
  placeOf(word: string, vector: ArrayLike<number>, excluded: readonly string[] = []): number {
    return 1 + this.nearest(vector, this.vectors.words.length, excluded).findIndex((found) => found.word === word);
  }

  #cosine(index: number, vector: ArrayLike<number>, size: number): number {
    const row = this.#row(index);
    let product = 0;
    for (let i = 0; i < row.length; i++) product += row[i] * vector[i];
    return product / (this.#lengths[index] * size);
  }

  #row(index: number): Float32Array {
    const { data, width } = this.vectors;
    return data.subarray(index * width, (index + 1) * width);
  }
}

function length(vector: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += vector[i] ** 2;
  return Math.sqrt(sum);
}
