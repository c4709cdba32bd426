import type { Random } from '../random.ts';
import { documentSeparator } from './corpus.ts';

/** Documents one after the other, the separator's id before the first and after each: [n]. */
export function tokenStream(documents: readonly string[], encode: (text: string) => readonly number[]): Int32Array {
  const [separator, ...others] = encode(documentSeparator);
  if (separator === undefined || others.length > 0) throw new Error(`the tokenizer has no ${documentSeparator}`);
  return Int32Array.from([separator, ...documents.flatMap((document) => [...encode(document), separator])]);
}

/** What the model reads, and what it is to say next: [T·batch] each, as a model takes them (ModelInputs). */
export interface Batch {
  readonly ids: BigInt64Array;
  readonly targets: BigInt64Array;
}

/**
 * Cuts a stream into windows of T tokens and hands them out in random order, each once an epoch. Every epoch cuts
 * elsewhere, so that no token always stands at a window's start.
 */
export class Windows {
  readonly #stream: Int32Array;
  readonly #tokens: number;
  readonly #random: Random;
  #starts: number[] = [];

  constructor(stream: Int32Array, tokens: number, random: Random) {
    if (stream.length <= tokens) throw new Error(`${stream.length} tokens are too few for windows of ${tokens}`);
    this.#stream = stream;
    this.#tokens = tokens;
    this.#random = random;
  }

  next(batch: number): Batch {
    const size = batch * this.#tokens;
    const ids = new BigInt64Array(size);
    const targets = new BigInt64Array(size);
    for (let b = 0; b < batch; b++) {
      copyWindow(this.#stream, this.#start(), { ids, targets }, b, batch);
    }
    return { ids, targets };
  }

  #start(): number {
    if (this.#starts.length === 0) {
      const offset = this.#random.below(Math.min(this.#tokens, this.#stream.length - this.#tokens));
      const count = Math.floor((this.#stream.length - 1 - offset) / this.#tokens);
      this.#starts = this.#random.shuffled(Array.from({ length: count }, (_, i) => offset + i * this.#tokens));
    }
    return this.#starts.pop()!;
  }
}

/** Writes the window at `start` as sequence `index` of a batch of `count`; past the end of the stream it is padded with token 0. */
export function copyWindow(stream: Int32Array, start: number, batch: Batch, index: number, count: number): void {
  const { ids, targets } = batch;
  for (let row = index, token = start; row < ids.length; row += count, token++) {
    ids[row] = BigInt(stream[token] ?? 0);
    targets[row] = BigInt(stream[token + 1] ?? 0);
  }
}
