import { draw } from '../../analysis/drawing.ts';
import { rank } from '../../analysis/ranking.ts';
import { distribute } from '../../analysis/sampling.ts';
import { plainSampling } from '../../analysis/samplingSettings.ts';
import { Graph } from '../../engine/graph.ts';
import { integers } from '../../engine/integers.ts';
import type { Executable, Runtime, Tensors } from '../../engine/runtime.ts';
import type { Family, ModelConfig } from '../../models/family.ts';
import { Hooks } from '../../models/hooks.ts';
import { attentionMask } from '../../models/inference/attentionMask.ts';
import { textInputs } from '../../models/inference/modelGraph.ts';
import { type Parameter, parameterInputs } from '../parameters.ts';

/** How far each head is on its way to two patterns that are known to form, [layers · heads] each. */
export interface HeadScores {
  readonly previousToken: Float32Array;
  readonly induction: Float32Array;
}

/** Runs one text through a model that is being trained: reads its parameters as they are at each call. */
export class Probe {
  /** Wrapped once: a runtime knows them again. */
  readonly #weights: Tensors;

  private constructor(
    private readonly executable: Executable,
    private readonly config: ModelConfig,
    parameters: readonly Parameter[],
  ) {
    this.#weights = Object.fromEntries(parameters.map(({ name, data, shape }) => [name, { data, shape }]));
  }

  static async compile(
    runtime: Runtime,
    family: Family,
    config: ModelConfig,
    parameters: readonly Parameter[],
  ): Promise<Probe> {
    const graph = new Graph();
    const inputs = textInputs(graph, config);
    const { source } = parameterInputs(graph, family.parameters(config), parameters);
    const wanted = new Set(patternHooks(config));
    const hooks = new Hooks((name) => wanted.has(name));
    graph.output('logits', family.forward(config, source, inputs, hooks));
    return new Probe(await runtime.compile(graph), config, parameters);
  }

  /** Attention of every head, [layers, heads, T, T]. */
  async attention(ids: readonly number[]): Promise<Float32Array> {
    const { layers, heads } = this.config;
    const names = patternHooks(this.config);
    const found = await this.#run(ids, names);
    const size = heads * ids.length ** 2;
    const pattern = new Float32Array(layers * size);
    names.forEach((name, layer) => {
      pattern.set(found[name].data as Float32Array, layer * size);
    });
    return pattern;
  }

  /**
   * Scores on random tokens that are repeated once (Olsson et al. 2022): mean weight on the token just before, over all
   * queries from the second; and, over the second half, on the token after the query's earlier occurrence.
   * The mean over the texts, which are of different lengths: so that no fixed distance passes for induction.
   * @param texts each twice the same
   */
  async headScores(texts: readonly (readonly number[])[]): Promise<HeadScores> {
    const { layers, heads } = this.config;
    const previousToken = new Float32Array(layers * heads);
    const induction = new Float32Array(layers * heads);
    for (const ids of texts) {
      const { length } = ids;
      const half = length / 2;
      const [perQuery, perRepeated] = [1 / (texts.length * (length - 1)), 1 / (texts.length * half)];
      const pattern = await this.attention(ids);
      for (let head = 0; head < layers * heads; head++) {
        const weight = (query: number, key: number) => pattern[(head * length + query) * length + key];
        for (let query = 1; query < length; query++) previousToken[head] += perQuery * weight(query, query - 1);
        for (let query = half; query < length; query++)
          induction[head] += perRepeated * weight(query, query - half + 1);
      }
    }
    return { previousToken, induction };
  }

  /**
   * Writes on after some tokens; the n-th token depends on what stands before it, the seed and n only.
   * @param end writing stops before this token
   */
  async write(
    ids: readonly number[],
    options: {
      readonly count: number;
      readonly temperature: number;
      readonly seed: number;
      readonly end?: number;
    },
  ): Promise<number[]> {
    const { contextLength } = this.config;
    const settings = { ...plainSampling, temperature: options.temperature, seed: options.seed };
    const written: number[] = [];
    for (let depth = 0; depth < options.count; depth++) {
      const window = [...ids, ...written].slice(-contextLength);
      const { logits } = await this.#run(window, ['logits'], [window.length - 1]);
      const distribution = distribute(rank(logits.data as Float32Array), settings);
      const id = distribution.ranked.ids[draw(distribution, options.seed, depth)];
      if (id === options.end) break;
      written.push(id);
    }
    return written;
  }

  release(): Promise<void> {
    return this.executable.release();
  }

  #run(ids: readonly number[], fetches: readonly string[], rows: readonly number[] = [0]): Promise<Tensors> {
    const length = ids.length;
    const feeds = {
      ...this.#weights,
      ids: integers(ids),
      positions: integers(ids.map((_, position) => position)),
      mask: attentionMask(this.config, length),
      rows: integers(rows),
    };
    return this.executable.run(feeds, fetches);
  }
}

function patternHooks({ layers }: ModelConfig): string[] {
  return Array.from({ length: layers }, (_, layer) => `blocks.${layer}.attn.hook_pattern`);
}
