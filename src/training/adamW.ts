import { sizeOf } from '../engine/shape.ts';
import { adamWKernel } from './adamWKernel.ts';
import { Arena, padded } from './arena.ts';
import type { Parameter } from './parameters.ts';

export interface AdamWOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Share of a weight that decays per step, times the learning rate; matrices only. */
  readonly weightDecay: number;
  /** The gradient of all parameters together is scaled down to this length where it is longer. */
  readonly clip: number;
}

export const defaultAdamW: AdamWOptions = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0.1, clip: 1 };

/** Rows of a gradient: `values` [n, C] belong to rows `rows` [n] of a parameter [rows, C]; rows may repeat. */
export interface RowValues {
  readonly rows: BigInt64Array;
  readonly values: Float32Array;
}

/** See adamW.wat: addresses in bytes, lengths in floats. */
interface Kernel {
  squaredLength(at: number, floats: number): number;
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
  readonly #first: readonly Float32Array[];
  readonly #second: readonly Float32Array[];
  readonly #options: AdamWOptions;
  readonly #kernel: Kernel;
  #step = 0;

  /** Throws UnderhoodError where the arrays (16 bytes a parameter) do not fit into memory. */
  constructor(tensors: readonly Pick<Parameter, 'name' | 'shape'>[], options: AdamWOptions) {
    const lengths = tensors.map(({ shape }) => sizeOf(shape));
    const arena = new Arena([0, 1, 2, 3].flatMap(() => lengths));
    const arrays = () => lengths.map((length) => arena.allocate(length));
    this.parameters = arrays().map((data, i) => ({ name: tensors[i].name, shape: tensors[i].shape, data }));
    this.gradients = arrays();
    this.#first = arrays();
    this.#second = arrays();
    this.#options = options;
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(adamWKernel), {
      training: { memory: arena.memory },
    });
    this.#kernel = exports as unknown as Kernel;
  }

  /**
   * Takes one step by the gradients that were put into `gradients`.
   * @param rows for each parameter, what is to be added to its gradient first
   * @returns length of the whole gradient before clipping
   */
  step(rows: readonly (readonly RowValues[])[], learningRate: number): number {
    rows.forEach((parts, i) => {
      for (const part of parts) addRows(this.gradients[i], part, this.parameters[i].shape.at(-1)!);
    });
    const squares = this.gradients.map((data) => this.#kernel.squaredLength(data.byteOffset, padded(data.length)));
    const norm = Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
    const { clip, beta1, beta2, epsilon, weightDecay } = this.#options;
    this.#step++;
    // The bias corrections of both moments, folded into the rate and into epsilon.
    const correction = Math.sqrt(1 - beta2 ** this.#step);
    const rate = (learningRate * correction) / (1 - beta1 ** this.#step);
    const small = epsilon * correction;
    const factor = norm > clip ? clip / norm : 1;
    this.parameters.forEach(({ data, shape }, i) => {
      const [first, second, gradient] = [this.#first[i], this.#second[i], this.gradients[i]].map((x) => x.byteOffset);
      const keep = shape.length > 1 ? 1 - learningRate * weightDecay : 1;
      const floats = padded(data.length);
      this.#kernel.update(data.byteOffset, first, second, gradient, floats, beta1, beta2, rate, small, keep, factor);
    });
    return norm;
  }
}

function addRows(gradient: Float32Array, { rows, values }: RowValues, width: number): void {
  for (let i = 0; i < rows.length; i++) {
    const to = Number(rows[i]) * width;
    for (let c = 0; c < width; c++) gradient[to + c] += values[i * width + c];
  }
}
