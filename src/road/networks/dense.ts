import type { Value } from '../../engine/graph.ts';
import { linear } from '../../engine/operators/matrix.ts';
import { sizeOf } from '../../engine/shape.ts';
import type { Random } from '../../random.ts';
import type { Parameter } from '../../training/parameters.ts';

/**
 * Parameters of a network whose layers multiply by a matrix and add a bias: `weight.n` [in, out], `bias.n` [out]. Weights
 * are drawn with a variance of gain²/in, biases with a standard deviation of their own.
 * @param widths from the inputs to the outputs
 * @param layers what differs from a gain of 1 and biases of 0, layer by layer
 */
export function denseParameters(
  widths: readonly number[],
  random: Random,
  layers: readonly { readonly gain?: number; readonly biasSpread?: number }[] = [],
): Parameter[] {
  return widths.slice(1).flatMap((width, layer) => {
    const inputs = widths[layer];
    const { gain = 1, biasSpread = 0 } = layers[layer] ?? {};
    return [
      drawn(`weight.${layer}`, [inputs, width], gain / Math.sqrt(inputs), random),
      drawn(`bias.${layer}`, [width], biasSpread, random),
    ];
  });
}

/** `x·W + b` of a layer, x [n, in]. */
export function denseLayer(x: Value, parameters: ReadonlyMap<string, Value>, layer: number): Value {
  return linear(x, parameters.get(`weight.${layer}`)!, parameters.get(`bias.${layer}`), 'in-out');
}

/** Numbers in such a network: (in + 1)·out for each layer. */
export function denseParameterCount(widths: readonly number[]): number {
  return widths.slice(1).reduce((sum, width, layer) => sum + (widths[layer] + 1) * width, 0);
}

function drawn(name: string, shape: readonly number[], spread: number, random: Random): Parameter {
  return { name, shape, data: Float32Array.from({ length: sizeOf(shape) }, () => spread * random.normal()) };
}
