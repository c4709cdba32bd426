/** Pairs are counted in this many tokens at most: their number is what the memory has to hold. */
const mostTokens = 5_000_000;

/** Counts tokens and pairs of neighbours as a stream goes by, for the entropies that a model is measured against. */
export class TokenCounts {
  readonly #single: Float64Array;
  /** By left · V + right. */
  readonly #pairs = new Map<number, number>();
  readonly #lefts: Float64Array;
  #previous = -1;
  #total = 0;

  constructor(private readonly vocabularySize: number) {
    this.#single = new Float64Array(vocabularySize);
    this.#lefts = new Float64Array(vocabularySize);
  }

  add(ids: ArrayLike<number>): void {
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i];
      this.#single[id]++;
      if (this.#previous >= 0 && this.#total < mostTokens) {
        const pair = this.#previous * this.vocabularySize + id;
        this.#pairs.set(pair, (this.#pairs.get(pair) ?? 0) + 1);
        this.#lefts[this.#previous]++;
      }
      this.#previous = id;
      this.#total++;
    }
  }

  /** Ids that occurred, ascending. */
  get occurring(): number[] {
    return Array.from(this.#single.keys()).filter((id) => this.#single[id] > 0);
  }

  /** H(X) = −Σ p(x)·ln p(x), nats (Shannon 1948): what is left to learn once it is known how often each token occurs. */
  get unigramEntropy(): number {
    let sum = 0;
    for (const count of this.#single) if (count > 0) sum -= (count / this.#total) * Math.log(count / this.#total);
    return sum;
  }

  /**
   * H(Y|X) = −Σ p(x, y)·ln p(y|x), nats: what is left once it is known which token follows which. By the counts as they
   * are, so that rare pairs look surer than they are, the more the larger the vocabulary; from the first five million
   * tokens.
   */
  get bigramEntropy(): number {
    let sum = 0;
    let total = 0;
    for (const [pair, count] of this.#pairs) {
      sum -= count * Math.log(count / this.#lefts[Math.floor(pair / this.vocabularySize)]);
      total += count;
    }
    return total > 0 ? sum / total : 0;
  }
}
