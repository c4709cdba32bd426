import { printable } from '../../checkpoint/safetensors.ts';
import { integers } from '../../engine/integers.ts';
import type { Executable, Runtime, Tensor, Tensors } from '../../engine/runtime.ts';
import { UnderhoodError } from '../../errors.ts';
import { withoutBatch } from '../hooks.ts';
import { type CheckedModel, parameterCount } from '../parameters.ts';
import { attentionMask } from './attentionMask.ts';
import { checkIds } from './checkIds.ts';
import { hookNames, modelGraph, valueNormGraph } from './modelGraph.ts';

/** What compiled graphs may hold together, in bytes of weights; one graph is kept however large it is. */
const graphMemory = 2 ** 29;
const mostGraphs = 8;

export interface Activations {
  /** By hook name, shaped as hookTable says. */
  readonly hooks: Tensors;
  /** [N, V] for the N rows asked for. */
  readonly logits: Tensor;
  /** Wall time; `compile` is 0 where the graph was ready. */
  readonly milliseconds: { readonly compile: number; readonly run: number };
}

/** What a run is told about the order of its tokens instead of the truth. */
export interface Placement {
  /** Of each token. */
  readonly positions?: readonly number[];
  /** What the table's rows, the angles or the biases are multiplied by. */
  readonly factor?: number;
  /** Whether tokens may look ahead, as in an encoder. */
  readonly looksAhead?: boolean;
}

/** Runs a model on a runtime. Compiles a graph for each set of hooks that it is asked for, and keeps the latest. */
export class Inference {
  readonly hookNames: readonly string[];
  readonly #graphs = new Map<string, Executable>();
  readonly #most: number;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    readonly model: CheckedModel,
    readonly runtime: Runtime,
  ) {
    this.hookNames = hookNames(model);
    this.#most = Math.max(1, Math.min(mostGraphs, Math.floor(graphMemory / (4 * parameterCount(model)))));
  }

  /**
   * @param ids at least one, at most the context length
   * @param hooks names of the activations to hand back
   * @param rows tokens after which logits are wanted
   * Throws UnderhoodError where a position is beyond the model's table.
   */
  async run(
    ids: readonly number[],
    hooks: readonly string[],
    rows: readonly number[],
    { positions = ids.map((_, index) => index), factor, looksAhead }: Placement = {},
  ): Promise<Activations> {
    this.#check(ids, hooks);
    this.#checkPositions(positions);
    return this.#inTurn(async () => {
      const start = performance.now();
      const { executable, fresh } = await this.#graphFor(hooks, factor !== undefined);
      const compiled = performance.now();
      const length = ids.length;
      const feeds: Tensors = {
        ids: integers(ids),
        positions: integers(positions),
        mask: attentionMask(this.model.config, length, { positions, factor, looksAhead }),
        rows: integers(rows),
        ...(factor !== undefined && { position_factor: { data: Float32Array.of(factor), shape: [] } }),
      };
      const { logits, ...found } = await executable.run(feeds, [...hooks, 'logits']);
      const milliseconds = { compile: fresh ? compiled - start : 0, run: performance.now() - compiled };
      const activations = Object.entries(found).map(([name, tensor]) => [name, withoutBatch(name, tensor)]);
      return { hooks: Object.fromEntries(activations), logits, milliseconds };
    });
  }

  /** ‖v·W_O‖, [H, T], of the values of one layer, [K, T, d]. */
  valueNorms(layer: number, v: Tensor): Promise<Float32Array> {
    return this.#inTurn(async () => {
      const executable = await this.runtime.compile(valueNormGraph(this.model, layer));
      try {
        const { norms } = await executable.run({ v: { data: v.data, shape: [1, ...v.shape] } }, ['norms']);
        return norms.data as Float32Array;
      } finally {
        await executable.release();
      }
    });
  }

  release(): Promise<void> {
    return this.#inTurn(() => this.#keep(0));
  }

  #check(ids: readonly number[], hooks: readonly string[]): void {
    checkIds(this.model.config, ids);
    const unknown = hooks.find((hook) => !this.hookNames.includes(hook));
    if (unknown !== undefined) {
      const known = new Set(this.hookNames.map((name) => name.replace(/^blocks\.\d+\./, 'blocks.N.')));
      throw new UnderhoodError('model.unknownHook', { hook: printable(unknown), known: [...known].join(', ') });
    }
  }

  /** A table ends; angles and biases do not. */
  #checkPositions(positions: readonly number[]): void {
    const { positions: scheme, contextLength } = this.model.config;
    const last = Math.max(...positions);
    if (scheme.table && last >= contextLength) {
      throw new UnderhoodError('positions.beyondTable', { last, rows: contextLength });
    }
  }

  async #graphFor(hooks: readonly string[], isScaled: boolean): Promise<{ executable: Executable; fresh: boolean }> {
    const wanted = new Set(hooks);
    const key = [...wanted, isScaled].sort().join(' ');
    const ready = this.#graphs.get(key);
    if (ready) {
      // Last in the map is latest used.
      this.#graphs.delete(key);
      this.#graphs.set(key, ready);
      return { executable: ready, fresh: false };
    }
    await this.#keep(this.#most - 1);
    const executable = await this.runtime.compile(modelGraph(this.model, (hook) => wanted.has(hook), isScaled));
    this.#graphs.set(key, executable);
    return { executable, fresh: true };
  }

  async #keep(most: number): Promise<void> {
    for (const [key, executable] of this.#graphs) {
      if (this.#graphs.size <= most) return;
      this.#graphs.delete(key);
      await executable.release();
    }
  }

  /** One after the other: a graph must not be released while it runs. */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}
