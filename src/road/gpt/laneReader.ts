import { compileAll } from '../../engine/compileAll.ts';
import { Graph } from '../../engine/graph.ts';
import type { Executable, Runtime, Tensor, Tensors } from '../../engine/runtime.ts';
import { KeyValueCache } from '../../models/decoding/keyValueCache.ts';
import type { Family, ModelConfig, ModelInputs } from '../../models/family.ts';
import { Hooks } from '../../models/hooks.ts';
import { attentionMask, maskShape } from '../../models/inference/attentionMask.ts';
import { type Parameter, parameterInputs } from '../../training/parameters.ts';

/** A model with its weights in memory, as training leaves it. */
export interface TrainedModel {
  readonly family: Family;
  readonly config: ModelConfig;
  readonly parameters: readonly Parameter[];
}

/**
 * Reads several texts at once, all as far as each other, a token of each at a time: as much work for the machine as one
 * text read by itself, and the same numbers bit for bit whenever the same tokens are read. Once the context is full, what
 * stands farthest back is forgotten, half a context at a time.
 */
export class LaneReader {
  #caches: readonly KeyValueCache[];
  /** Tokens read so far, those that still count: of all lanes at a place, one place after the other. */
  #read: number[] = [];

  private constructor(
    private readonly model: TrainedModel,
    readonly lanes: number,
    private readonly step: Executable,
    private readonly restart: Executable,
  ) {
    this.#caches = this.#emptyCaches();
  }

  static async compile(runtime: Runtime, model: TrainedModel, lanes: number): Promise<LaneReader> {
    const { contextLength } = model.config;
    const [step, restart] = await compileAll(runtime, [
      lanesGraph(model, lanes, 1, true),
      lanesGraph(model, lanes, Math.max(1, Math.floor(contextLength / 2)), false),
    ]);
    return new LaneReader(model, lanes, step, restart);
  }

  /** Forgets everything. */
  reset(): void {
    this.#read = [];
    this.#caches = this.#emptyCaches();
  }

  /**
   * @param ids the next token of each lane
   * @returns logits of what comes after, [lanes, V]
   */
  async next(ids: readonly number[]): Promise<Float32Array> {
    const { contextLength } = this.model.config;
    this.#read.push(...ids);
    if (this.#read.length / this.lanes <= contextLength)
      return this.#run(this.step, 1, this.#read.length / this.lanes - 1);
    const kept = Math.max(1, Math.floor(contextLength / 2));
    this.#read = this.#read.slice(-kept * this.lanes);
    return this.#run(this.restart, kept, 0);
  }

  async release(): Promise<void> {
    await this.step.release();
    await this.restart.release();
  }

  /** Computes the last `count` places, which go on after `start` others. */
  async #run(executable: Executable, count: number, start: number): Promise<Float32Array> {
    const { config, parameters } = this.model;
    // One place stands for an empty past, and nobody looks at it.
    const past = Math.max(1, start);
    const isStep = executable === this.step;
    const feeds: Tensors = {
      ...Object.fromEntries(parameters.map(({ name, data, shape }) => [name, { data, shape }])),
      ids: integers(this.#read.slice(-count * this.lanes)),
      positions: integers(Array.from({ length: count }, (_, i) => start + i)),
      mask: attentionMask(config, count, isStep ? { past, hidden: past - start } : {}),
      ...(isStep && this.#remembered(past)),
    };
    const names = layerNames(config);
    const results = await executable.run(feeds, ['logits', ...names.flatMap(({ k, v }) => [k, v])]);
    names.forEach(({ k, v }, layer) => {
      this.#caches[layer].write(start, results[k].data as Float32Array, results[v].data as Float32Array);
    });
    return results.logits.data as Float32Array;
  }

  #remembered(past: number): Record<string, Tensor> {
    const { keyValueHeads, headSize } = this.model.config;
    const shape = [past, this.lanes, keyValueHeads, headSize];
    const entries = layerNames(this.model.config).flatMap(({ pastK, pastV }, layer) => {
      this.#caches[layer].reserve(past);
      const { k, v } = this.#caches[layer].first(past);
      return [[pastK, { data: k.data, shape }] as const, [pastV, { data: v.data, shape }] as const];
    });
    return Object.fromEntries(entries);
  }

  #emptyCaches(): KeyValueCache[] {
    const { layers, keyValueHeads, headSize } = this.model.config;
    // To a cache, the heads of all lanes are heads of one.
    return Array.from({ length: layers }, () => new KeyValueCache(this.lanes * keyValueHeads, headSize));
  }
}

/**
 * Inputs: parameters, `ids` [N·lanes], `positions` [N], `mask`, and, where something came before, keys and values of P
 * places. Outputs: `logits` [lanes, V] after the last place, and keys and values of the N.
 */
function lanesGraph(
  { family, config, parameters }: TrainedModel,
  lanes: number,
  count: number,
  goesOn: boolean,
): Graph {
  const graph = new Graph();
  const { source } = parameterInputs(graph, family.parameters(config), parameters);
  const remembered = (name: string) => graph.input(name, 'f32', ['P', lanes, config.keyValueHeads, config.headSize]);
  const inputs: ModelInputs = {
    ids: graph.input('ids', 'i64', [count * lanes]),
    positions: graph.input('positions', 'i64', [count]),
    mask: graph.input('mask', 'f32', maskShape(config, count, goesOn ? `P + ${count}` : count)),
    batch: lanes,
    rows: graph.constant(
      BigInt64Array.from({ length: lanes }, (_, lane) => BigInt((count - 1) * lanes + lane)),
      [lanes],
    ),
    ...(goesOn && {
      past: layerNames(config).map(({ pastK, pastV }) => ({ k: remembered(pastK), v: remembered(pastV) })),
    }),
  };
  const wanted = new Set(layerNames(config).flatMap(({ k, v }) => [k, v]));
  graph.output('logits', family.forward(config, source, inputs, new Hooks((name) => wanted.has(name))));
  return graph;
}

function layerNames({ layers, positions }: ModelConfig) {
  const key = positions.rotates ? 'hook_rot_k' : 'hook_k';
  return Array.from({ length: layers }, (_, l) => ({
    k: `blocks.${l}.attn.${key}`,
    v: `blocks.${l}.attn.hook_v`,
    pastK: `past.${l}.k`,
    pastV: `past.${l}.v`,
  }));
}

function integers(numbers: readonly number[]): Tensor {
  return { data: BigInt64Array.from(numbers, BigInt), shape: [numbers.length] };
}
