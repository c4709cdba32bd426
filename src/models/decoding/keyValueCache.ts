import type { Tensor } from '../../engine/runtime.ts';

/** Keys and values of one layer for the tokens so far, row by row, so that what comes next is appended in place. */
export class KeyValueCache {
  readonly #rowSize: number;
  readonly #shape: readonly [number, number];
  /** Tokens that fit without moving anything. */
  #capacity = 0;
  #k: Float32Array = new Float32Array();
  #v: Float32Array = new Float32Array();

  /**
   * @param keyValueHeads K
   * @param headSize d
   */
  constructor(keyValueHeads: number, headSize: number) {
    this.#shape = [keyValueHeads, headSize];
    this.#rowSize = keyValueHeads * headSize;
  }

  /** Keys and values of the first tokens, [count, 1, K, d]: views, not copies. */
  first(count: number): { readonly k: Tensor; readonly v: Tensor } {
    const shape = [count, 1, ...this.#shape];
    const end = count * this.#rowSize;
    return { k: { data: this.#k.subarray(0, end), shape }, v: { data: this.#v.subarray(0, end), shape } };
  }

  /** Writes the keys and values of the tokens from `start` on, [n, 1, K, d]; those after them are forgotten. */
  write(start: number, k: Float32Array, v: Float32Array): void {
    this.reserve(start + k.length / this.#rowSize);
    this.#k.set(k, start * this.#rowSize);
    this.#v.set(v, start * this.#rowSize);
  }

  /** Sees to it that so many tokens fit. Grows by doubling: a token is moved once or twice in its life. */
  reserve(tokens: number): void {
    if (tokens <= this.#capacity) return;
    this.#capacity = Math.max(tokens, 2 * this.#capacity, 64);
    this.#k = grown(this.#k, this.#capacity * this.#rowSize);
    this.#v = grown(this.#v, this.#capacity * this.#rowSize);
  }
}

function grown(data: Float32Array, length: number): Float32Array {
  const larger = new Float32Array(length);
  larger.set(data);
  return larger;
}
