/** A stream of token ids that may be longer than the memory. */
export interface TokenSource {
  readonly length: number;
  /** Ids from `start` on; fewer than `count` at the end of the stream. Valid until the next call. */
  read(start: number, count: number): ArrayLike<number>;
}

/** A stream of ids that are in memory. */
export function tokensInMemory(ids: Int32Array): TokenSource {
  return { length: ids.length, read: (start, count) => ids.subarray(start, start + count) };
}
