import type { Executable, Runtime, Tensor } from '../engine/runtime.ts';
import { sizeOf } from '../engine/shape.ts';
import { causalMask } from '../models/causalMask.ts';
import type { Family, ModelConfig } from '../models/family.ts';
import type { Random } from '../random.ts';
import { AdamW, type AdamWOptions, type StepGradient } from './adamW.ts';
import type { Parameter } from './parameters.ts';
import type { Batch } from './tokenStream.ts';
import { type BatchShape, type TrainingGraph, trainingGraph } from './trainingGraph.ts';

export interface StepOptions {
  readonly shape: BatchShape;
  /** Share of the numbers dropped (Srivastava et al. 2014); the rest is scaled up, so that means stay. */
  readonly dropout: number;
  readonly optimizer: AdamWOptions;
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
  /** Gradients come back into the same arrays at every step. */
  #results: Record<string, Tensor> = {};

  private constructor(
    compiled: TrainingGraph,
    executable: Executable,
    parameters: readonly Parameter[],
    options: StepOptions,
    random: Random,
  ) {
    this.#compiled = compiled;
    this.#executable = executable;
    this.#optimizer = new AdamW(parameters, options.optimizer);
    this.#feeds = { ...staticFeeds(parameters, options.shape.tokens) };
    for (const { name, shape } of compiled.dropout) {
      this.#feeds[name] = { data: new Float32Array(sizeOf(shape)), shape };
    }
    const outputs = compiled.gradients.flatMap(({ dense, rows }) => [
      ...(dense ? [dense] : []),
      ...rows.flatMap((row) => [row.rows, row.values]),
    ]);
    this.#fetches = ['loss', ...outputs];
    this.#options = options;
    this.#random = random;
  }

  /** @param random drives dropout */
  static async compile(
    runtime: Runtime,
    family: Family,
    config: ModelConfig,
    parameters: readonly Parameter[],
    options: StepOptions,
    random: Random,
  ): Promise<TrainingStep> {
    const compiled = trainingGraph(family, config, options.shape, options.dropout > 0);
    return new TrainingStep(compiled, await runtime.compile(compiled.graph), parameters, options, random);
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

  #gradients(): StepGradient[] {
    const numbers = (name: string) => this.#results[name].data as Float32Array;
    return this.#compiled.gradients.map(({ dense, rows }) => ({
      dense: dense === undefined ? undefined : numbers(dense),
      rows: rows.map((row) => ({
        rows: this.#results[row.rows].data as BigInt64Array,
        values: numbers(row.values),
      })),
    }));
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
