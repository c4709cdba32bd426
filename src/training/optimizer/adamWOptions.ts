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
