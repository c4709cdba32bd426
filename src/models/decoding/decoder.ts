import { integers } from '../../engine/integers.ts';
import type { Executable, Runtime, Tensors } from '../../engine/runtime.ts';
import { attentionMask } from '../inference/attentionMask.ts';
import { checkIds } from '../inference/checkIds.ts';
import { decodingGraph, pastNames, presentNames } from '../inference/modelGraph.ts';
import type { CheckedModel } from '../parameters.ts';
import { KeyValueCache } from './keyValueCache.ts';

/** The compiled half of decoding: one for a model, shared by all who decode. */
export interface DecodingModel {
  readonly model: CheckedModel;
  readonly executable: Executable;
}

/** Compiles decodingGraph. Whoever asked for it releases the executable. */
export async function compileDecoding(model: CheckedModel, runtime: Runtime): Promise<DecodingModel> {
  return { model, executable: await runtime.compile(decodingGraph(model)) };
}

/**
 * A model that remembers what it computed for the tokens so far, so that a token more costs one token's work. It holds
 * one sequence, of at most the context length.
 */
export class Decoder {
  readonly #decoding: DecodingModel;
  readonly #caches: readonly KeyValueCache[];
  #ids: readonly number[] = [];
  /** Tokens computed so far, for whoever wants to know what was not computed again. */
  computed = 0;

  constructor(decoding: DecodingModel) {
    const { layers, keyValueHeads, headSize } = decoding.model.config;
    this.#decoding = decoding;
    this.#caches = Array.from({ length: layers }, () => new KeyValueCache(keyValueHeads, headSize));
  }

  /** The tokens that are remembered. */
  get ids(): readonly number[] {
    return this.#ids;
  }

  /** Forgets all but the first tokens. */
  truncate(length: number): void {
    this.#ids = this.#ids.slice(0, length);
  }

  /**
   * Goes on with more tokens.
   * @param ids at least one; all in all at most the context length
   * @param rows those of `ids` after which logits are wanted, by their place
   * @returns logits, [R, V]
   */
  async advance(ids: readonly number[], rows: readonly number[]): Promise<Float32Array> {
    const start = this.#ids.length;
    const results = await this.#run(start, ids, rows);
    presentNames(this.#decoding.model).forEach(({ k, v }, layer) => {
      this.#caches[layer].write(start, results[k].data as Float32Array, results[v].data as Float32Array);
    });
    this.#ids = [...this.#ids, ...ids];
    return results.logits.data as Float32Array;
  }

  /**
   * Logits after the first tokens of those that are remembered, [V]. None is forgotten.
   * @param length of them, at least 1
   */
  async recall(length: number): Promise<Float32Array> {
    const { logits } = await this.#run(length - 1, this.#ids.slice(length - 1, length), [0]);
    return logits.data as Float32Array;
  }

  /** Computes tokens that stand behind the first `start` of those that are remembered. */
  async #run(start: number, ids: readonly number[], rows: readonly number[]): Promise<Tensors> {
    const { model, executable } = this.#decoding;
    const count = ids.length;
    checkIds(model.config, [...this.#ids.slice(0, start), ...ids]);
    // One place stands for an empty past, and nobody looks at it.
    const past = Math.max(1, start);
    for (const cache of this.#caches) cache.reserve(past);
    const remembered = pastNames(model).flatMap((names, layer) => {
      const { k, v } = this.#caches[layer].first(past);
      return [[names.k, k] as const, [names.v, v] as const];
    });
    const feeds: Tensors = {
      ids: integers(ids),
      positions: integers(ids.map((_, i) => start + i)),
      mask: attentionMask(model.config, count, { past, hidden: past - start }),
      rows: integers(rows),
      ...Object.fromEntries(remembered),
    };
    const fetches = ['logits', ...presentNames(model).flatMap(({ k, v }) => [k, v])];
    const results = await executable.run(feeds, fetches);
    this.computed += count;
    return results;
  }
}
