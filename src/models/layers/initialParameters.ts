import type { ParameterSpec } from '../family.ts';

/** What GPT-2 and its successors start their matrices with. */
const deviation = 0.02;

/** A matrix that is drawn at random, of that standard deviation. */
export function matrix(name: string, shape: readonly number[], normal = deviation): ParameterSpec {
  return { name, shape, initial: { normal } };
}

/** A matrix whose products are as large as what it multiplies, of which each has so many numbers. */
export function normalMatrix(name: string, shape: readonly number[], inputs: number): ParameterSpec {
  return { name, shape, initial: { normal: 1 / Math.sqrt(inputs) } };
}

/**
 * A square matrix that turns states and leaves them as long as they are: however often a recurrent network multiplies by it,
 * neither they nor gradients vanish or grow (Saxe et al. 2014).
 */
export function orthogonalMatrix(name: string, size: number): ParameterSpec {
  return { name, shape: [size, size], initial: { orthogonal: true } };
}

/** A matrix that writes to the residual stream, where all layers add up: it starts smaller (GPT-2, section 2.3). */
export function residualMatrix(name: string, shape: readonly number[], layers: number): ParameterSpec {
  return { name, shape, initial: { normal: deviation / Math.sqrt(2 * layers) } };
}

/** What a norm multiplies by: ones at first. */
export function gain(name: string, size: number): ParameterSpec {
  return { name, shape: [size], initial: { constant: 1 } };
}

/** What is added: zeros at first. */
export function bias(name: string, size: number): ParameterSpec {
  return { name, shape: [size], initial: { constant: 0 } };
}
