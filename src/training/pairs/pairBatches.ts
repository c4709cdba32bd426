import type { Tensors } from '../../engine/runtime.ts';
import { Random } from '../../random.ts';
import type { Batch, BatchSource } from '../data/windows.ts';
import type { BatchShape } from '../objective.ts';

/** A pair as ids: each side ends with the token that ends a text. */
export interface PairIds {
  readonly source: readonly number[];
  readonly target: readonly number[];
}

export interface PairTokens {
  /** Fills up shorter sequences. */
  readonly pad: number;
  /** What the decoder reads first. */
  readonly start: number;
}

/** Pairs of similar length, and the shape that all of them fit. */
export interface Bucket {
  readonly pairs: readonly PairIds[];
  readonly sourceTokens: number;
  readonly tokens: number;
}

/** Shares of the pairs, from the shortest on, at which one bucket ends and the next begins. */
const bucketEnds = [0.3, 0.55, 0.75, 0.9, 1];

/**
 * Sorts pairs by length into a few buckets, each with a graph of its own: with one shape for all, three quarters of the
 * work would be spent on padding.
 */
export function bucketsOf(pairs: readonly PairIds[]): Bucket[] {
  const sorted = pairs.toSorted((a, b) => lengthOf(a) - lengthOf(b));
  const ends = [...new Set(bucketEnds.map((share) => Math.round(share * sorted.length)))].filter((end) => end > 0);
  return ends.map((end, i) => {
    const part = sorted.slice(ends[i - 1] ?? 0, end);
    return {
      pairs: part,
      sourceTokens: longest(part, 'source'),
      tokens: longest(part, 'target'),
    };
  });
}

/** The shapes of batches of so many pairs, bucket by bucket. */
export function shapesOf(buckets: readonly Bucket[], batch: number): BatchShape[] {
  return buckets.map(({ tokens, sourceTokens }) => ({ batch, tokens, sourceTokens }));
}

/** Hands out batches bucket by bucket, in random order, each pair at least once an epoch. */
export class PairBatches implements BatchSource {
  #epoch = -1;
  #order: readonly (readonly PairIds[])[] = [];
  #shapes: readonly number[] = [];

  constructor(
    private readonly buckets: readonly Bucket[],
    private readonly special: PairTokens,
    private readonly seed: number,
  ) {}

  /** Batches of one size only: a bucket's last one is filled up with pairs from its beginning. */
  batch(first: number, size: number): Batch {
    const perEpoch = this.buckets.reduce((sum, { pairs }) => sum + Math.ceil(pairs.length / size), 0);
    const number = first / size;
    const epoch = Math.floor(number / perEpoch);
    if (epoch !== this.#epoch) this.#shuffle(epoch, size);
    const shape = this.#shapes[number % perEpoch];
    const { sourceTokens, tokens } = this.buckets[shape];
    return pairBatch(this.#order[number % perEpoch], { batch: size, sourceTokens, tokens }, shape, this.special);
  }

  #shuffle(epoch: number, size: number): void {
    const random = Random.at(this.seed, epoch);
    const batches = this.buckets.flatMap(({ pairs }, shape) => {
      const order = random.shuffled(pairs);
      return Array.from({ length: Math.ceil(order.length / size) }, (_, batch) => ({
        shape,
        pairs: Array.from({ length: size }, (_, i) => order[(batch * size + i) % order.length]),
      }));
    });
    const mixed = random.shuffled(batches);
    this.#order = mixed.map(({ pairs }) => pairs);
    this.#shapes = mixed.map(({ shape }) => shape);
    this.#epoch = epoch;
  }
}

/**
 * Pairs as a translator is trained on them: filled up behind their ends, of which nothing is read and nothing scored.
 * @param pairs as many as the batch holds, or fewer: the rest is filled up
 * @param shape its place among the shapes
 */
export function pairBatch(
  pairs: readonly PairIds[],
  { batch, sourceTokens = 1, tokens }: BatchShape,
  shape: number,
  { pad, start }: PairTokens,
): Batch {
  const read = new BigInt64Array(sourceTokens * batch).fill(BigInt(pad));
  const presence = new Float32Array(sourceTokens * batch);
  const ids = new BigInt64Array(tokens * batch).fill(BigInt(pad));
  const targets = new BigInt64Array(tokens * batch).fill(BigInt(pad));
  const weights = new Float32Array(tokens * batch);
  const scored = pairs.reduce((sum, { target }) => sum + target.length, 0);
  // A sequence of nothing would leave attention without anything to look at.
  for (let b = pairs.length; b < batch; b++) presence[b] = 1;
  pairs.forEach(({ source, target }, b) => {
    source.forEach((id, s) => {
      read[s * batch + b] = BigInt(id);
      presence[s * batch + b] = 1;
    });
    target.forEach((id, t) => {
      ids[t * batch + b] = BigInt(t === 0 ? start : target[t - 1]);
      targets[t * batch + b] = BigInt(id);
      weights[t * batch + b] = 1 / scored;
    });
  });
  const inputs: Tensors = {
    source: { data: read, shape: [sourceTokens * batch] },
    presence: { data: presence, shape: [sourceTokens, batch] },
    weights: { data: weights, shape: [tokens * batch] },
  };
  return { ids, targets, ragged: { shape, inputs, tokens: scored } };
}

/** Not by Math.max of all lengths: there may be more than a call takes arguments. */
function longest(pairs: readonly PairIds[], side: keyof PairIds): number {
  return pairs.reduce((most, pair) => Math.max(most, pair[side].length), 0);
}

function lengthOf({ source, target }: PairIds): number {
  return source.length + target.length;
}
