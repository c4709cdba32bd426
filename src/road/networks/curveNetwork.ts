import type { Value } from '../../engine/graph.ts';
import { relu } from '../../engine/operators/activation.ts';
import { multiply, sigmoid, subtract, tanh } from '../../engine/operators/elementwise.ts';
import { reduceMean } from '../../engine/operators/reduction.ts';
import type { Parameter } from '../../training/parameters.ts';
import { denseLayer } from './dense.ts';
import type { BuildObjective } from './engineTraining.ts';

/** What bends a line: without it, lines on lines stay a line. */
const bends = {
  tanh: { engine: tanh, number: Math.tanh },
  relu: { engine: relu, number: (x: number) => Math.max(0, x) },
  sigmoid: { engine: sigmoid, number: (x: number) => 1 / (1 + Math.exp(-x)) },
} as const satisfies Readonly<
  Record<string, { readonly engine: (x: Value) => Value; readonly number: (x: number) => number }>
>;
type Bend = keyof typeof bends;

/** b + W2·h(a + W1·x) over `count` points: `x` and `y` [count, 1]; its loss is the mean square of what it misses. */
export function curveObjective(bend: Bend, count: number): BuildObjective {
  return (graph, parameters) => {
    const x = graph.input('x', 'f32', [count, 1]);
    const y = graph.input('y', 'f32', [count, 1]);
    const output = denseLayer(bends[bend].engine(denseLayer(x, parameters, 0)), parameters, 1);
    const missed = subtract(output, y);
    return { loss: reduceMean(multiply(missed, missed), [0, 1]), outputs: { output } };
  };
}

/** A trained network of this kind as a sum: what it begins with, and what each hidden unit adds at x. */
export interface HiddenUnits {
  readonly base: number;
  readonly units: readonly ((x: number) => number)[];
}

/** @param parameters W1, a, W2 and b, as `denseParameters` has them for [1, hidden, 1] */
export function hiddenUnits(parameters: readonly Parameter[], bend: Bend): HiddenUnits {
  const [weight, bias, outward, base] = parameters.map(({ data }) => Float32Array.from(data));
  const { number } = bends[bend];
  return {
    base: base[0],
    units: Array.from(weight, (_, j) => (x: number) => outward[j] * number(bias[j] + weight[j] * x)),
  };
}

/** The network's output at x: the sum of its parts. */
export function networkAt({ base, units }: HiddenUnits, x: number): number {
  return units.reduce((sum, unit) => sum + unit(x), base);
}
