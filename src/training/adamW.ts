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

/** One parameter's gradient as the step hands it back. */
export interface StepGradient {
  readonly dense?: Float32Array;
  /** `values` [n, C] to be added at rows `rows` [n] of the parameter [rows, C]. */
  readonly rows: readonly { readonly rows: BigInt64Array; readonly values: Float32Array }[];
}

/**
 * Adam with decoupled weight decay (Loshchilov & Hutter 2019, algorithm 2), in place: no array is allocated after the
 * first step. Biases and gains do not decay.
 */
export class AdamW {
  readonly #parameters: readonly Parameter[];
  readonly #options: AdamWOptions;
  readonly #first: Float32Array[];
  readonly #second: Float32Array[];
  /** For parameters of which only rows were read: the gradient made whole. */
  readonly #scratch = new Map<Parameter, Float32Array>();
  #step = 0;

  constructor(parameters: readonly Parameter[], options: AdamWOptions) {
    this.#parameters = parameters;
    this.#options = options;
    this.#first = parameters.map(({ data }) => new Float32Array(data.length));
    this.#second = parameters.map(({ data }) => new Float32Array(data.length));
  }

  /**
   * Takes one step.
   * @param gradients one for each parameter; changed in place (rows are added to the dense part)
   * @returns length of the gradient before clipping
   */
  step(gradients: readonly StepGradient[], learningRate: number): number {
    const dense = this.#parameters.map((parameter, i) => this.#dense(parameter, gradients[i]));
    const norm = Math.sqrt(dense.reduce((sum, gradient) => sum + squaredLength(gradient), 0));
    const { clip } = this.#options;
    const factor = norm > clip ? clip / norm : 1;
    this.#step++;
    this.#parameters.forEach((_, i) => {
      this.#update(i, dense[i], factor, learningRate);
    });
    return norm;
  }

  #dense(parameter: Parameter, gradient: StepGradient): Float32Array {
    let whole = gradient.dense;
    if (!whole) {
      whole = this.#scratch.get(parameter) ?? new Float32Array(parameter.data.length);
      this.#scratch.set(parameter, whole.fill(0));
    }
    const width = parameter.shape[parameter.shape.length - 1];
    for (const { rows, values } of gradient.rows) {
      for (let i = 0; i < rows.length; i++) {
        const to = Number(rows[i]) * width;
        for (let c = 0; c < width; c++) whole[to + c] += values[i * width + c];
      }
    }
    return whole;
  }

  #update(index: number, gradient: Float32Array, factor: number, learningRate: number): void {
    const { beta1, beta2, epsilon, weightDecay } = this.#options;
    const { data, shape } = this.#parameters[index];
    const first = this.#first[index];
    const second = this.#second[index];
    // The bias corrections of both moments, folded into the rate and into epsilon.
    const correction2 = Math.sqrt(1 - beta2 ** this.#step);
    const rate = (learningRate * correction2) / (1 - beta1 ** this.#step);
    const small = epsilon * correction2;
    const keep = shape.length > 1 ? 1 - learningRate * weightDecay : 1;
    for (let i = 0; i < data.length; i++) {
      const g = gradient[i] * factor;
      const m = beta1 * first[i] + (1 - beta1) * g;
      const v = beta2 * second[i] + (1 - beta2) * g * g;
      first[i] = m;
      second[i] = v;
      data[i] = keep * data[i] - (rate * m) / (Math.sqrt(v) + small);
    }
  }
}

function squaredLength(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return sum;
}
