import { surprisal } from '../../analysis/surprisal.ts';
import { alternativeCount } from '../../protocol/reading.ts';
import { Decoder, type DecodingModel } from './decoder.ts';

/** Tokens that are computed at a time: short enough for somebody who waits to be answered in between. */
const chunk = 128;

/** What the model made of each token of a text, given those before it. */
export interface TokenReadings {
  /** −log₂ p, bits, [T]; NaN for a first token for whose context nothing stands. */
  readonly surprisals: Float32Array;
  /** The likeliest being 1; 0 where the surprisal is NaN. [T] */
  readonly ranks: Uint32Array;
  /** [T, alternativeCount], the likeliest first. Fewer where the vocabulary is smaller: then id 0 with probability 0. */
  readonly alternatives: { readonly ids: Uint32Array; readonly probabilities: Float32Array };
}

/** The windows in which a text is read that is longer than the context. */
interface Windows {
  readonly count: number;
  readonly length: number;
  readonly overlap: number;
}

/**
 * Reads texts token by token with one model. A text longer than the context is read in windows that overlap by half of
 * it, counted from the text's beginning: an edit leaves those before it as they were. Remembers the text read last, of
 * which a next one that begins alike computes only the rest.
 */
export class TextReader {
  readonly #decoder: Decoder;
  readonly #contextLength: number;
  #ids: readonly number[] = [];
  /** Of the first tokens of `#ids`, as many as were read. */
  #known = { count: 0, ...emptyReadings(0) };

  /** @param startToken what stands for the context of a text's first token; without one, nothing is said of that */
  constructor(
    decoding: DecodingModel,
    private readonly startToken?: number,
  ) {
    this.#decoder = new Decoder(decoding);
    this.#contextLength = decoding.model.config.contextLength;
  }

  /** Tokens computed so far. */
  get computed(): number {
    return this.#decoder.computed;
  }

  /**
   * Reads a text's tokens.
   * @param onProgress awaited between chunks; what it throws ends the reading, of which nothing is lost
   * @returns with `reused`, the number of tokens at the front that were known from the reading before
   */
  async read(
    ids: readonly number[],
    onProgress: (done: number, total: number) => Promise<void>,
  ): Promise<TokenReadings & { readonly reused: number }> {
    const reused = Math.min(commonLength(ids, this.#ids), this.#known.count);
    const readings = emptyReadings(ids.length);
    copyReadings(this.#known, readings, reused);
    this.#ids = ids;
    this.#known = { count: reused, ...readings };
    if (reused === 0 && ids.length > 0) await this.#readFirst(readings);
    while (this.#known.count < ids.length) {
      await onProgress(this.#known.count, ids.length);
      await this.#readChunk(readings);
    }
    return { ...readings, reused };
  }

  /**
   * Logits after tokens, [V].
   * @param ids at least one
   * @returns with `given`, how many of the last tokens the model saw
   */
  async after(ids: readonly number[]): Promise<{ readonly logits: Float32Array; readonly given: number }> {
    const start = windowStart(ids.length, this.#contextLength);
    const window = ids.slice(start);
    const given = window.length;
    // Whoever looks back into a text goes on at its end.
    if (commonLength(window, this.#decoder.ids) === given) return { logits: await this.#decoder.recall(given), given };
    while (!(await this.#approach(window, given - 1))) {
      // A chunk nearer each time.
    }
    return { logits: await this.#decoder.advance(window.slice(-1), [0]), given };
  }

  /** The windows in which a text of so many tokens is read; undefined where one is enough. */
  windows(tokens: number): Windows | undefined {
    const length = this.#contextLength;
    const last = windowStart(tokens - 1, length);
    if (last === 0) return undefined;
    return { count: last / stepOf(length) + 1, length, overlap: length - stepOf(length) };
  }

  async #readFirst(readings: TokenReadings): Promise<void> {
    const [first] = this.#ids;
    // A tokenizer that puts the start token in front says nothing by it.
    if (this.startToken !== undefined && first !== this.startToken) {
      const { logits } = await this.after([this.startToken]);
      note(readings, 0, first, logits);
    }
    this.#known = { ...readings, count: 1 };
  }

  /**
   * Reads the next tokens, at most a chunk of them and at most to the end of their window; or, where they begin a window,
   * the next of those that it repeats.
   */
  async #readChunk(readings: TokenReadings): Promise<void> {
    const first = this.#known.count;
    const start = windowStart(first, this.#contextLength);
    // The logits after a token are of the one behind it, which need not be in the window itself.
    const end = Math.min(this.#ids.length, first + chunk, start + this.#contextLength + 1);
    const window = this.#ids.slice(start, end - 1);
    const place = first - 1 - start;
    if (!(await this.#approach(window, place))) return;
    const ids = window.slice(place);
    const logits = await this.#decoder.advance(
      ids,
      ids.map((_, row) => row),
    );
    const size = logits.length / ids.length;
    ids.forEach((_, row) => {
      note(readings, first + row, this.#ids[first + row], logits.subarray(row * size, (row + 1) * size));
    });
    this.#known = { ...readings, count: end };
  }

  /**
   * Has the decoder remember the first tokens of a window and nothing else, computing at most a chunk of them.
   * @returns whether it does
   */
  async #approach(window: readonly number[], length: number): Promise<boolean> {
    const kept = Math.min(commonLength(window, this.#decoder.ids), length);
    this.#decoder.truncate(kept);
    if (kept === length) return true;
    await this.#decoder.advance(window.slice(kept, Math.min(length, kept + chunk)), [0]);
    return false;
  }
}

/** How far the next window begins behind the one before. */
function stepOf(contextLength: number): number {
  return Math.max(1, contextLength - Math.floor(contextLength / 2));
}

/**
 * Where the window begins in which the token at an index is predicted. It is given all tokens before it as long as the
 * context holds them, and at least half a context of them from then on.
 */
export function windowStart(index: number, contextLength: number): number {
  const step = stepOf(contextLength);
  return Math.max(0, Math.ceil((index - contextLength) / step)) * step;
}

function commonLength(a: readonly number[], b: readonly number[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return i;
  return length;
}

function emptyReadings(tokens: number): TokenReadings {
  return {
    surprisals: new Float32Array(tokens).fill(Number.NaN),
    ranks: new Uint32Array(tokens),
    alternatives: {
      ids: new Uint32Array(tokens * alternativeCount),
      probabilities: new Float32Array(tokens * alternativeCount),
    },
  };
}

function copyReadings(from: TokenReadings, to: TokenReadings, tokens: number): void {
  to.surprisals.set(from.surprisals.subarray(0, tokens));
  to.ranks.set(from.ranks.subarray(0, tokens));
  to.alternatives.ids.set(from.alternatives.ids.subarray(0, tokens * alternativeCount));
  to.alternatives.probabilities.set(from.alternatives.probabilities.subarray(0, tokens * alternativeCount));
}

/** Writes down what a row of logits says of the token behind it. */
function note(to: TokenReadings, index: number, id: number, logits: Float32Array): void {
  const { surprisals, ranks, alternatives } = to;
  const { bits, rank, top, probabilities } = surprisal(logits, id, alternativeCount);
  surprisals[index] = bits;
  ranks[index] = rank;
  alternatives.ids.set(top, index * alternativeCount);
  alternatives.probabilities.set(probabilities, index * alternativeCount);
}
