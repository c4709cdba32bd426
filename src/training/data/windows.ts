import type { Tensors } from '../../engine/runtime.ts';
import { Random } from '../../random.ts';
import type { TokenSource } from './tokenSource.ts';

/** What the model reads, and what it is to say next: [T·batch] each, as a model takes them (ModelInputs). */
export interface Batch {
  readonly ids: BigInt64Array;
  readonly targets: BigInt64Array;
  /** Where sequences differ in length: which of the shapes it has, what else it brings, and how many targets are real. */
  readonly ragged?: { readonly shape: number; readonly inputs: Tensors; readonly tokens: number };
}

/** Tokens whose prediction a batch trains. */
export function trainedTokens({ targets, ragged }: Batch): number {
  return ragged?.tokens ?? targets.length;
}

/** Batches in an order that a seed decides: which comes when depends on the seed and its number only. */
export interface BatchSource {
  /** Sequences number `first` to `first + size − 1`, counted from 0 over all epochs. */
  batch(first: number, size: number): Batch;
}

/**
 * Cuts a stream into windows of T tokens and hands them out in random order, each once an epoch. Every epoch cuts
 * elsewhere, so that no token always stands at a window's start. Which window comes when depends on the seed and its
 * number only: a run that is taken up again reads on where it was.
 */
export class Windows implements BatchSource {
  /** Windows of an epoch. */
  readonly count: number;
  #epoch = -1;
  #starts = new Float64Array(0);

  /** @param source longer than `tokens` */
  constructor(
    private readonly source: TokenSource,
    private readonly tokens: number,
    private readonly seed: number,
  ) {
    if (source.length <= tokens) throw new Error(`${source.length} tokens are too few for windows of ${tokens}`);
    // One window less where it would leave no room to cut elsewhere.
    this.count = Math.max(1, Math.floor((source.length - tokens) / tokens));
  }

  /** Windows number `first` to `first + size − 1`, counted from 0 over all epochs. */
  batch(first: number, size: number): Batch {
    const batch = emptyBatch(size * this.tokens);
    for (let b = 0; b < size; b++) copyWindow(this.source, this.#start(first + b), batch, b, size);
    return batch;
  }

  #start(number: number): number {
    const epoch = Math.floor(number / this.count);
    if (epoch !== this.#epoch) this.#shuffle(epoch);
    return this.#starts[number % this.count];
  }

  /** Fisher and Yates, in place: there may be millions. */
  #shuffle(epoch: number): void {
    const random = Random.at(this.seed, epoch);
    const offset = random.below(this.source.length - this.count * this.tokens);
    const starts = Float64Array.from({ length: this.count }, (_, i) => offset + i * this.tokens);
    for (let i = starts.length - 1; i > 0; i--) {
      const j = random.below(i + 1);
      [starts[i], starts[j]] = [starts[j], starts[i]];
    }
    this.#epoch = epoch;
    this.#starts = starts;
  }
}

/** @param size tokens */
export function emptyBatch(size: number): Batch {
  return { ids: new BigInt64Array(size), targets: new BigInt64Array(size) };
}

/**
 * Writes the window at `start` as sequence `index` of a batch of `count`; past the end of the stream it is padded with
 * token 0.
 */
export function copyWindow(source: TokenSource, start: number, batch: Batch, index: number, count: number): void {
  const { ids, targets } = batch;
  const tokens = ids.length / count;
  const window = source.read(start, tokens + 1);
  for (let row = index, t = 0; t < tokens; row += count, t++) {
    ids[row] = BigInt(window[t] ?? 0);
    targets[row] = BigInt(window[t + 1] ?? 0);
  }
}
