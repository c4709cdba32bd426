import type { Executable, Runtime, Tensor } from '../engine/runtime.ts';
import { sizeOf } from '../engine/shape.ts';
import { causalMask } from '../models/causalMask.ts';
import type { Family, ModelConfig } from '../models/family.ts';
import type { Random } from '../random.ts';
import type { AdamW, RowValues } from './adamW.ts';
import type { Parameter } from './parameters.ts';
import type { Batch } from './tokenStream.ts';
import { type BatchShape, type TrainingGraph, trainingGraph } from './trainingGraph.ts';

export interface StepOptions {
  readonly shape: BatchShape;
  /** Share of the numbers dropped (Srivastava et al. 2014); the rest is scaled up, so that means stay. */
  readonly dropout: number;
}

export interface StepReport {
  /** Mean over the batch's tokens, nats. */
  readonly loss: number;
  /** Length of the whole gradient before clipping. */
  readonly gradientNorm: number;
}

/** One training step after another, on parameters that are updated in place. */
export class TrainingStep {
  readonly #executable: Executable;
  readonly #compiled: TrainingGraph;
  readonly #optimizer: AdamW;
  readonly #feeds: Record<string, Tensor>;
  readonly #fetches: readonly string[];
  readonly #options: StepOptions;
  readonly #random: Random;
  /** Results come back into the same arrays at every step; the gradients into the optimiser's own. */
  #results: Record<string, Tensor>;

  private constructor(
    compiled: TrainingGraph,
    executable: Executable,
    optimizer: AdamW,
    options: StepOptions,
    random: Random,
  ) {
    this.#compiled = compiled;
    this.#executable = executable;
    this.#optimizer = optimizer;
    this.#feeds = staticFeeds(optimizer.parameters, options.shape.tokens);
    for (const { name, shape } of compiled.dropout) {
      this.#feeds[name] = { data: new Float32Array(sizeOf(shape)), shape };
    }
    this.#results = Object.fromEntries(
      compiled.gradients.flatMap(({ dense }, i) =>
        dense ? [[dense, { data: optimizer.gradients[i], shape: optimizer.parameters[i].shape }]] : [],
      ),
    );
    const rows = compiled.gradients.flatMap((outputs) => outputs.rows.flatMap((row) => [row.rows, row.values]));
    this.#fetches = ['loss', ...Object.keys(this.#results), ...rows];
    this.#options = options;
    this.#random = random;
  }

  /**
   * @param optimizer holds the parameters, which are those of the configuration
   * @param random drives dropout
   */
  static async compile(
    runtime: Runtime,
    family: Family,
    config: ModelConfig,
    optimizer: AdamW,
    options: StepOptions,
    random: Random,
  ): Promise<TrainingStep> {
    const compiled = trainingGraph(family, config, optimizer.parameters, options.shape, options.dropout > 0);
    return new TrainingStep(compiled, await runtime.compile(compiled.graph), optimizer, options, random);
  }

  async run({ ids, targets }: Batch, learningRate: number): Promise<StepReport> {
    const shape = [ids.length];
    this.#feeds.ids = { data: ids, shape };
    this.#feeds.targets = { data: targets, shape };
    for (const { name } of this.#compiled.dropout) this.#drop(this.#feeds[name].data as Float32Array);
    this.#results = await this.#executable.run(this.#feeds, this.#fetches, this.#results);
    const gradientNorm = this.#optimizer.step(this.#gradients(), learningRate);
    return { loss: (this.#results.loss.data as Float32Array)[0], gradientNorm };
  }

  release(): Promise<void> {
    return this.#executable.release();
  }

  /** Sees to it that the optimiser's arrays hold the dense gradients; answers the rows to be added. */
  #gradients(): RowValues[][] {
    return this.#compiled.gradients.map(({ dense, rows }, i) => {
      const gradient = this.#optimizer.gradients[i];
      if (dense === undefined) gradient.fill(0);
      // A runtime that does not write into given arrays hands back its own.
      else if (this.#results[dense].data !== gradient) gradient.set(this.#results[dense].data as Float32Array);
      return rows.map((row) => ({
        rows: this.#results[row.rows].data as BigInt64Array,
        values: this.#results[row.values].data as Float32Array,
      }));
    });
  }

  #drop(mask: Float32Array): void {
    const { dropout } = this.#options;
    const limit = dropout * 2 ** 32;
    const kept = 1 / (1 - dropout);
    for (let i = 0; i < mask.length; i++) mask[i] = this.#random.bits() < limit ? 0 : kept;
  }
}

/** The inputs of a training or evaluation graph that stay the same: parameters, positions, mask. */
export function staticFeeds(parameters: readonly Parameter[], tokens: number): Record<string, Tensor> {
  return {
    ...Object.fromEntries(parameters.map(({ name, data, shape }) => [name, { data, shape }])),
    positions: { data: BigInt64Array.from({ length: tokens }, (_, i) => BigInt(i)), shape: [tokens] },
    mask: { data: causalMask(tokens), shape: [tokens, tokens] },
  };
}
