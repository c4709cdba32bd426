import type { Executable, Runtime, Tensor, Tensors } from '../engine/runtime.ts';
import { sizeOf } from '../engine/shape.ts';
import { attentionMask } from '../models/attentionMask.ts';
import type { Family, ModelConfig } from '../models/family.ts';
import type { Random } from '../random.ts';
import type { Batch } from './data/windows.ts';
import type { AdamW, RowValues, UpdateSquares } from './optimizer/adamW.ts';
import type { Parameter } from './parameters.ts';
import { type BatchShape, type TrainingGraph, trainingGraph } from './trainingGraph.ts';

export interface StepOptions {
  readonly shape: BatchShape;
  /** Share of the numbers dropped (Srivastava et al. 2014); the rest is scaled up, so that means stay. */
  readonly dropout: number;
}

export interface StepReport {
  /** Mean over the tokens of all batches, nats. */
  readonly loss: number;
  /** Length of the whole gradient before clipping. */
  readonly gradientNorm: number;
  /** Squared length of each parameter's gradient before clipping. */
  readonly squares: readonly number[];
  /** Where it was asked for. */
  readonly updates?: UpdateSquares;
  /** Otherwise loss or gradient are no numbers any more, and the parameters stayed as they were. */
  readonly isFinite: boolean;
}

/** One training step after another, on parameters that are updated in place. */
export class TrainingStep {
  readonly #executable: Executable;
  readonly #compiled: TrainingGraph;
  readonly #optimizer: AdamW;
  readonly #feeds: Record<string, Tensor>;
  readonly #fetches: readonly string[];
  readonly #dropout: number;
  /** What a step of one batch writes: the gradients into the optimiser's own arrays, the rest into the same every time. */
  #results: Tensors;
  /** Where the dense gradients of one batch of several go, before they are added up. */
  #parts: Tensors | undefined;

  private constructor(
    compiled: TrainingGraph,
    executable: Executable,
    config: ModelConfig,
    optimizer: AdamW,
    options: StepOptions,
  ) {
    this.#compiled = compiled;
    this.#executable = executable;
    this.#optimizer = optimizer;
    this.#dropout = options.dropout;
    this.#feeds = staticFeeds(config, optimizer.parameters, options.shape.tokens);
    for (const { name, shape } of compiled.dropout) {
      this.#feeds[name] = { data: new Float32Array(sizeOf(shape)), shape };
    }
    this.#results = this.#denseInto((i) => optimizer.gradients[i]);
    const rows = compiled.gradients.flatMap((outputs) => outputs.rows.flatMap((row) => [row.rows, row.values]));
    this.#fetches = ['loss', ...Object.keys(this.#results), ...rows];
  }

  /** @param optimizer holds the parameters, which are those of the configuration */
  static async compile(
    runtime: Runtime,
    family: Family,
    config: ModelConfig,
    optimizer: AdamW,
    options: StepOptions,
  ): Promise<TrainingStep> {
    const compiled = trainingGraph(family, config, optimizer.parameters, options.shape, options.dropout > 0);
    return new TrainingStep(compiled, await runtime.compile(compiled.graph), config, optimizer, options);
  }

  /**
   * Takes one step by the mean of the batches' gradients.
   * @param random draws what is dropped
   * @param withUpdates whether to measure how far each parameter moves
   */
  async run(batches: readonly Batch[], learningRate: number, random: Random, withUpdates = false): Promise<StepReport> {
    const { loss, rows } =
      batches.length === 1
        ? await this.#differentiate(batches[0], random)
        : await this.#differentiateAll(batches, random);
    const { norm, squares } = this.#optimizer.measure(rows);
    const report = { loss, gradientNorm: norm, squares };
    if (!Number.isFinite(loss) || !Number.isFinite(norm)) return { ...report, isFinite: false };
    const updates = this.#optimizer.update(norm, learningRate, withUpdates);
    return { ...report, updates, isFinite: true };
  }

  release(): Promise<void> {
    return this.#executable.release();
  }

  /** Puts the dense gradients of one batch into the optimiser's arrays. */
  async #differentiate(batch: Batch, random: Random): Promise<Differentiated> {
    this.#results = await this.#execute(batch, random, this.#results);
    this.#compiled.gradients.forEach(({ dense }, i) => {
      if (dense === undefined) this.#optimizer.gradients[i].fill(0);
    });
    return { loss: lossOf(this.#results), rows: this.#rows(this.#results) };
  }

  /** Puts the mean over several batches there. */
  async #differentiateAll(batches: readonly Batch[], random: Random): Promise<Differentiated> {
    this.#parts ??= this.#denseInto((i) => new Float32Array(this.#optimizer.gradients[i].length));
    for (const gradient of this.#optimizer.gradients) gradient.fill(0);
    const share = 1 / batches.length;
    let loss = 0;
    const rows: RowValues[][] = this.#compiled.gradients.map(() => []);
    for (const batch of batches) {
      const results = await this.#execute(batch, random, this.#parts);
      loss += share * lossOf(results);
      this.#compiled.gradients.forEach(({ dense }, i) => {
        if (dense) addScaled(this.#optimizer.gradients[i], results[dense].data as Float32Array, share);
      });
      this.#rows(results).forEach((parts, i) => {
        rows[i].push(...parts.map((part) => ({ ...part, values: part.values.map((value) => share * value) })));
      });
    }
    return { loss, rows };
  }

  #execute({ ids, targets }: Batch, random: Random, into: Tensors): Promise<Tensors> {
    const shape = [ids.length];
    this.#feeds.ids = { data: ids, shape };
    this.#feeds.targets = { data: targets, shape };
    for (const { name } of this.#compiled.dropout) drop(this.#feeds[name].data as Float32Array, this.#dropout, random);
    return this.#executable.run(this.#feeds, this.#fetches, into);
  }

  /** The gradient outputs by name, with the arrays that they are to be written into. */
  #denseInto(array: (parameter: number) => Float32Array): Tensors {
    return Object.fromEntries(
      this.#compiled.gradients.flatMap(({ dense }, i) =>
        dense ? [[dense, { data: array(i), shape: this.#optimizer.parameters[i].shape }]] : [],
      ),
    );
  }

  #rows(results: Tensors): RowValues[][] {
    return this.#compiled.gradients.map(({ rows }) =>
      rows.map((row) => ({
        rows: results[row.rows].data as BigInt64Array,
        values: results[row.values].data as Float32Array,
      })),
    );
  }
}

/** The dense gradients lie in the optimiser's arrays; the rows are to be added to them. */
interface Differentiated {
  readonly loss: number;
  readonly rows: readonly (readonly RowValues[])[];
}

function lossOf({ loss }: Tensors): number {
  return (loss.data as Float32Array)[0];
}

function addScaled(sum: Float32Array, part: Float32Array, share: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] += share * part[i];
}

/**
 * Zeros a share of the mask, to the 65,536th, and scales the rest up. Half of a draw decides on each number, by sign bits
 * and not by branches, which nobody could predict: drawing would otherwise take a quarter of a step.
 */
function drop(mask: Float32Array, share: number, random: Random): void {
  const last = Math.round(share * 2 ** 16) - 1;
  const kept = 1 / (1 - (last + 1) / 2 ** 16);
  for (let i = 0; i < mask.length; i += 2) {
    const bits = random.bits();
    mask[i] = kept * ((last - (bits & 0xffff)) >>> 31);
    mask[i + 1] = kept * ((last - (bits >>> 16)) >>> 31);
  }
}

/** The inputs of a training or evaluation graph that stay the same: parameters, positions, mask. */
export function staticFeeds(
  config: ModelConfig,
  parameters: readonly Parameter[],
  tokens: number,
): Record<string, Tensor> {
  return {
    ...Object.fromEntries(parameters.map(({ name, data, shape }) => [name, { data, shape }])),
    positions: { data: BigInt64Array.from({ length: tokens }, (_, i) => BigInt(i)), shape: [tokens] },
    mask: attentionMask(config, tokens),
  };
}
