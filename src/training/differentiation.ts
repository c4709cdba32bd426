import type { Executable, Tensor, Tensors } from '../engine/runtime.ts';
import { sizeOf } from '../engine/shape.ts';
import type { Random } from '../random.ts';
import type { Batch } from './data/windows.ts';
import type { BatchShape, Objective } from './objective.ts';
import type { AdamW, RowValues } from './optimizer/adamW.ts';
import type { Parameter } from './parameters.ts';
import type { TrainingGraph } from './trainingGraph.ts';

/** Finds the gradients of batches of one shape. */
export class Differentiation {
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

  constructor(
    compiled: TrainingGraph,
    executable: Executable,
    objective: Objective,
    optimizer: AdamW,
    shape: BatchShape,
    dropout: number,
  ) {
    this.#compiled = compiled;
    this.#executable = executable;
    this.#optimizer = optimizer;
    this.#dropout = dropout;
    this.#feeds = staticFeeds(objective, optimizer.parameters, shape);
    for (const { name, shape } of compiled.dropout) {
      this.#feeds[name] = { data: new Float32Array(sizeOf(shape)), shape };
    }
    this.#results = this.#denseInto((i) => optimizer.gradients[i]);
    const rows = compiled.gradients.flatMap((outputs) => outputs.rows.flatMap((row) => [row.rows, row.values]));
    this.#fetches = ['loss', ...Object.keys(this.#results), ...rows];
  }

  /** Puts the dense gradients of one batch into the optimiser's arrays. */
  async differentiate(batch: Batch, random: Random): Promise<Differentiated> {
    this.#results = await this.#execute(batch, random, this.#results);
    this.#compiled.gradients.forEach(({ dense }, i) => {
      if (dense === undefined) this.#optimizer.gradients[i].fill(0);
    });
    return { loss: lossOf(this.#results), rows: this.#rows(this.#results) };
  }

  /** Adds a share of a batch's dense gradients to what is in the optimiser's arrays. */
  async differentiatePart(batch: Batch, random: Random, share: number): Promise<Differentiated> {
    this.#parts ??= this.#denseInto((i) => new Float32Array(this.#optimizer.gradients[i].length));
    const results = await this.#execute(batch, random, this.#parts);
    this.#compiled.gradients.forEach(({ dense }, i) => {
      if (dense) addScaled(this.#optimizer.gradients[i], results[dense].data as Float32Array, share);
    });
    return { loss: lossOf(results), rows: this.#rows(results) };
  }

  release(): Promise<void> {
    return this.#executable.release();
  }

  #execute(batch: Batch, random: Random, into: Tensors): Promise<Tensors> {
    Object.assign(this.#feeds, batchFeeds(batch));
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
export interface Differentiated {
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

/** The inputs of a training or evaluation graph that stay the same. */
export function staticFeeds(
  objective: Objective,
  parameters: readonly Parameter[],
  shape: BatchShape,
): Record<string, Tensor> {
  return {
    ...Object.fromEntries(parameters.map(({ name, data, shape }) => [name, { data, shape }])),
    ...objective.constants(shape),
  };
}

/** The inputs that a batch brings. */
export function batchFeeds({ ids, targets, ragged }: Batch): Record<string, Tensor> {
  const shape = [ids.length];
  return { ids: { data: ids, shape }, targets: { data: targets, shape }, ...ragged?.inputs };
}
