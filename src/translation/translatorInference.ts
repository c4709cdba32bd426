import type { Graph } from '../engine/graph.ts';
import { integers } from '../engine/integers.ts';
import type { Executable, Runtime, Tensor, Tensors } from '../engine/runtime.ts';
import { withoutBatch } from '../models/hooks.ts';
import { causalMask } from '../models/inference/causalMask.ts';
import { checkIds } from '../models/inference/checkIds.ts';
import { BeamDecoder } from './beamDecoder.ts';
import {
  encodingGraph,
  memoryName,
  stateName,
  stepGraph,
  type TranslatorSource,
  translationGraph,
} from './translatorGraphs.ts';

/** What a model took in of a source: what every step of writing looks at. */
export interface ReadSource {
  readonly presence: Tensor;
  /** What the encoder handed over, by the names of graph inputs. */
  readonly memory: Tensors;
  readonly state: Tensors;
}

/** Activations of a whole translation, S source and T target tokens. */
export interface TranslationActivations {
  /** By hook name, shaped as hookTable says. */
  readonly hooks: Tensors;
  /** [T, V] */
  readonly logits: Tensor;
}

/** Graphs that are kept: of a recurrent network, one for each length. */
const mostGraphs = 32;

/** Runs a translator on a runtime. Compiles what it needs when it is asked, and keeps the latest. */
export class TranslatorInference {
  readonly #graphs = new Map<string, Promise<Executable>>();

  /** @param weights parameters that are fed at every run; none where they lie in a file */
  constructor(
    readonly model: TranslatorSource,
    readonly runtime: Runtime,
    private readonly weights: Tensors = {},
  ) {}

  /**
   * Reads a source.
   * @param ids its tokens, the end token last; at most the context length
   */
  async read(ids: readonly number[]): Promise<ReadSource> {
    this.#checkSource(ids);
    const length = this.model.family.isRecurrent ? ids.length : 'S';
    const encoder = await this.#graph(`encode ${length}`, () => encodingGraph(this.model, length));
    const feeds = sourceFeeds(ids);
    const found = await encoder.run({ ...this.weights, ...feeds }, this.#handedOver);
    const part = (prefix: string) =>
      Object.fromEntries(Object.entries(found).filter(([name]) => name.startsWith(prefix)));
    return { presence: feeds.presence, memory: part('memory.'), state: part('state.') };
  }

  /** @param beams translations that are written at a time */
  async decoder(source: ReadSource, beams: number): Promise<BeamDecoder> {
    const step = await this.#graph(`step ${beams}`, () => stepGraph(this.model, beams));
    return new BeamDecoder(this.model, step, source, beams, this.weights);
  }

  /**
   * What the model makes of a translation that is there already: all its tokens at once, each seeing those before it.
   * @param target the start token first
   */
  async capture(
    source: readonly number[],
    target: readonly number[],
    hooks: readonly string[],
  ): Promise<TranslationActivations> {
    this.#checkSource(source);
    checkIds(this.model.config, target);
    const { isRecurrent } = this.model.family;
    const [s, t] = isRecurrent ? [source.length, target.length] : ['S', 'T'];
    const wanted = new Set(hooks);
    const key = `capture ${s} ${t} ${[...wanted].sort().join(' ')}`;
    const executable = await this.#graph(key, () => translationGraph(this.model, (hook) => wanted.has(hook), s, t));
    const length = target.length;
    const feeds = {
      ...this.weights,
      ...sourceFeeds(source),
      ids: integers(target),
      positions: integers(target.map((_, place) => place)),
      mask: { data: causalMask(length), shape: [length, length] },
    };
    const { logits, ...found } = await executable.run(feeds, [...wanted, 'logits']);
    const activations = Object.entries(found).map(([name, tensor]) => [name, withoutBatch(name, tensor)]);
    return { hooks: Object.fromEntries(activations), logits };
  }

  /** What the encoder hands over; the state of a transformer's decoder begins with nothing. */
  get #handedOver(): string[] {
    const { family, config } = this.model;
    const states = family.isRecurrent ? Object.keys(family.stateShapes(config, 1)) : [];
    return [...Object.keys(family.memoryShapes(config, 1, 1)).map(memoryName), ...states.map(stateName)];
  }

  /** Names of all activations, in the order of the computation. */
  get hookNames(): string[] {
    const [s, t] = this.model.family.isRecurrent ? [1, 1] : ['S', 'T'];
    const graph = translationGraph(this.model, () => true, s, t);
    return [...graph.outputs.keys()].filter((name) => name !== 'logits');
  }

  async release(): Promise<void> {
    const all = [...this.#graphs.values()];
    this.#graphs.clear();
    for (const executable of all) await (await executable).release();
  }

  async #graph(key: string, make: () => Graph): Promise<Executable> {
    const ready = this.#graphs.get(key) ?? this.#compile(key, make());
    // Last in the map is latest used.
    this.#graphs.delete(key);
    this.#graphs.set(key, ready);
    const [oldest] = this.#graphs.keys();
    if (this.#graphs.size > mostGraphs && oldest !== key) {
      const dropped = this.#graphs.get(oldest)!;
      this.#graphs.delete(oldest);
      await (await dropped).release();
    }
    return ready;
  }

  #checkSource(ids: readonly number[]): void {
    const { contextLength, sourceVocabularySize } = this.model.config;
    checkIds({ contextLength, vocabularySize: sourceVocabularySize }, ids);
  }

  #compile(key: string, graph: Graph): Promise<Executable> {
    const compiled = this.runtime.compile(graph);
    // Another attempt may find the memory that this one did not.
    compiled.catch(() => this.#graphs.delete(key));
    return compiled;
  }
}

function sourceFeeds(ids: readonly number[]) {
  return {
    source: integers(ids),
    source_positions: integers(ids.map((_, place) => place)),
    presence: { data: new Float32Array(ids.length).fill(1), shape: [ids.length, 1] },
  };
}
