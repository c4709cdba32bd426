import type { HeadAddress, HeadSlice, Quantity } from '../../src/protocol/run.ts';
import type { AttentionHost } from './attentionHost.ts';

/** A dozen heads of 1,024 tokens: enough to go back and forth, little enough to forget. */
const largestBytes = 48 * 1024 * 1024;

const keyOf = ({ runId, layer, head }: HeadAddress, quantity: Quantity) => `${runId} ${layer} ${head} ${quantity}`;

/** The head slices looked at last. What a page may hold is little: the host has the run. */
export class Slices {
  readonly #host: AttentionHost;
  readonly #held = new Map<string, HeadSlice>();
  readonly #asked = new Map<string, Promise<HeadSlice>>();

  constructor(host: AttentionHost) {
    this.#host = host;
  }

  /** The slice where it is at hand. */
  get(address: HeadAddress, quantity: Quantity): HeadSlice | undefined {
    const key = keyOf(address, quantity);
    const slice = this.#held.get(key);
    if (slice) {
      this.#held.delete(key); // to the end: used last
      this.#held.set(key, slice);
    }
    return slice;
  }

  /** The slice, asked for once however often it is wanted meanwhile. */
  async load(address: HeadAddress, quantity: Quantity): Promise<HeadSlice> {
    const key = keyOf(address, quantity);
    const held = this.get(address, quantity);
    if (held) return held;
    const asked = this.#asked.get(key) ?? this.#ask(key, address, quantity);
    return asked;
  }

  #ask(key: string, { runId, layer, head }: HeadAddress, quantity: Quantity): Promise<HeadSlice> {
    const answer = this.#host
      .request('head', { runId, layer, head, quantity })
      .then((slice) => {
        this.#held.set(key, slice);
        this.#trim();
        return slice;
      })
      .finally(() => this.#asked.delete(key));
    this.#asked.set(key, answer);
    return answer;
  }

  #trim(): void {
    let bytes = 0;
    for (const slice of this.#held.values()) bytes += slice.data.byteLength;
    for (const [key, slice] of this.#held) {
      if (bytes <= largestBytes) return;
      this.#held.delete(key);
      bytes -= slice.data.byteLength;
    }
  }
}
