import { sizeOf } from '../../engine/shape.ts';
import type { Parameter } from '../parameters.ts';
import { adamWKernel } from './adamWKernel.ts';
import type { AdamWOptions } from './adamWOptions.ts';
import { Arena, padded } from './arena.ts';

/** Rows of a gradient: `values` [n, C] belong to rows `rows` [n] of a parameter [rows, C]; rows may repeat. */
export interface RowValues {
  readonly rows: BigInt64Array;
  readonly values: Float32Array;
}

/** Squared lengths, by parameter. */
export interface UpdateSquares {
  /** Of what one update changed, decay included. */
  readonly changes: readonly number[];
  /** Of the weights before it. */
  readonly weights: readonly number[];
}

/** See adamW.wat: addresses in bytes, lengths in floats. */
interface Kernel {
  squaredLength(at: number, floats: number): number;
  squaredChange(
    weight: number,
    first: number,
    second: number,
    floats: number,
    rate: number,
    small: number,
    decay: number,
  ): number;
  update(
    weight: number,
    first: number,
    second: number,
    gradient: number,
    floats: number,
    beta1: number,
    beta2: number,
    rate: number,
    small: number,
    keep: number,
    factor: number,
  ): void;
}

/**
 * Adam with decoupled weight decay (Loshchilov & Hutter 2019, algorithm 2). Holds parameters, gradients and moments in
 * one block of memory and updates them in place, four numbers at a time: nothing is copied or allocated at a step.
 * Biases and gains do not decay.
 */
export class AdamW {
  readonly parameters: readonly Parameter[];
  /** Where each parameter's gradient is to be put before a step. */
  readonly gradients: readonly Float32Array[];
  /** Running means of the gradient and of its square: with `steps`, all that a later update depends on. Live. */
  readonly moments: readonly { readonly first: Float32Array; readonly second: Float32Array }[];
  /** Updates made so far. */
  steps = 0;
  readonly #options: AdamWOptions;
  readonly #kernel: Kernel;

  /** Throws UnderhoodError where the arrays (16 bytes a parameter) do not fit into memory. */
  constructor(tensors: readonly Pick<Parameter, 'name' | 'shape'>[], options: AdamWOptions) {
    const lengths = tensors.map(({ shape }) => sizeOf(shape));
    const arena = new Arena([0, 1, 2, 3].flatMap(() => lengths));
    const arrays = () => lengths.map((length) => arena.allocate(length));
    this.parameters = arrays().map((data, i) => ({ name: tensors[i].name, shape: tensors[i].shape, data }));
    this.gradients = arrays();
    const [firsts, seconds] = [arrays(), arrays()];
    this.moments = firsts.map((first, i) => ({ first, second: seconds[i] }));
    this.#options = options;
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(adamWKernel), {
      training: { memory: arena.memory },
    });
    this.#kernel = exports as unknown as Kernel;
  }

  /**
   * Measures the gradients that were put into `gradients`. Changes no parameter.
   * @param rows for each parameter, what is to be added to its gradient first
   * @returns length of the whole gradient; squared length of each parameter's
   */
  measure(rows: readonly (readonly RowValues[])[]): { readonly norm: number; readonly squares: readonly number[] } {
    rows.forEach((parts, i) => {
      for (const part of parts) addRows(this.gradients[i], part, this.parameters[i].shape.at(-1)!);
    });
    const squares = this.#squares(this.gradients);
    return { norm: Math.sqrt(squares.reduce((sum, square) => sum + square, 0)), squares };
  }

  /**
   * One update by the gradients as they were measured.
   * @param norm length of the whole gradient
   * @param withChanges whether to measure the update too, which takes another pass over all numbers
   */
  update(norm: number, learningRate: number, withChanges = false): UpdateSquares | undefined {
    const { clip, beta1, beta2, epsilon, weightDecay } = this.#options;
    this.steps++;
    // The bias corrections of both moments, folded into the rate and into epsilon.
    const correction = Math.sqrt(1 - beta2 ** this.steps);
    const rate = (learningRate * correction) / (1 - beta1 ** this.steps);
    const small = epsilon * correction;
    const factor = norm > clip ? clip / norm : 1;
    const weights = withChanges ? this.#squares(this.parameters.map(({ data }) => data)) : [];
    const changes = this.parameters.map(({ data, shape }, i) => {
      const weight = data.byteOffset;
      const floats = padded(data.length);
      const [first, second] = [this.moments[i].first.byteOffset, this.moments[i].second.byteOffset];
      const gradient = this.gradients[i].byteOffset;
      const decay = shape.length > 1 ? learningRate * weightDecay : 0;
      this.#kernel.update(weight, first, second, gradient, floats, beta1, beta2, rate, small, 1 - decay, factor);
      return withChanges ? this.#kernel.squaredChange(weight, first, second, floats, rate, small, decay) : 0;
    });
    return withChanges ? { changes, weights } : undefined;
  }

  #squares(arrays: readonly Float32Array[]): number[] {
    return arrays.map((data) => this.#kernel.squaredLength(data.byteOffset, padded(data.length)));
  }
}

function addRows(gradient: Float32Array, { rows, values }: RowValues, width: number): void {
  for (let i = 0; i < rows.length; i++) {
    const to = Number(rows[i]) * width;
    for (let c = 0; c < width; c++) gradient[to + c] += values[i * width + c];
  }
}
