import type { Graph, Value } from '../../engine/graph.ts';
import { add, multiply, scale, shift, sigmoid } from '../../engine/operators/elementwise.ts';
import { reshape, split, transpose } from '../../engine/operators/layout.ts';
import { matmul } from '../../engine/operators/matrix.ts';
import { reduceSum, softmax } from '../../engine/operators/reduction.ts';
import type { Runtime } from '../../engine/runtime.ts';
import { Random } from '../../random.ts';
import type { Parameter } from '../../training/parameters.ts';
import { EngineTraining, type Objective } from '../networks/engineTraining.ts';

interface Reading {
  /** Words, T. */
  readonly length: number;
  /** Numbers of a word and of the state, d. */
  readonly width: number;
  readonly seed: number;
}

/** What a recurrence and attention are made of: words `x` [T, d], matrices [d, d], and two single vectors [1, d]. */
export function readingParameters({ length, width, seed }: Reading, gain: number): Parameter[] {
  const random = new Random(seed);
  const drawn = (name: string, rows: number, spread: number): Parameter => ({
    name,
    shape: [rows, width],
    data: Float32Array.from({ length: rows * width }, () => spread * random.normal()),
  });
  const even = 1 / Math.sqrt(width);
  return [
    drawn('x', length, 1),
    drawn('input', width, even),
    drawn('direction', 1, even),
    drawn('recurrent', width, gain * even),
    drawn('asking', 1, 1),
    drawn('key', width, even),
    drawn('value', width, even),
  ];
}

/** The end of a recurrence, h_t = tanh(h_(t−1)·W + x_t·U), in one direction: one number. */
export function recurrence({ length, width }: Reading) {
  return (_graph: Graph, parameters: ReadonlyMap<string, Value>): Objective => {
    const of = (name: string) => parameters.get(name)!;
    const words = split(
      matmul(of('x'), of('input')),
      0,
      Array.from({ length }, () => 1),
    ); // [1, d] each
    let state = tanh(words[0]);
    for (let t = 1; t < length; t++) state = tanh(add(matmul(state, of('recurrent')), words[t]));
    return { loss: along(state, of('direction'), width) };
  };
}

/** What somebody who asks, such as the decoder of a translator, takes away from all words, in the same direction. */
export function lookingBack({ width }: Reading) {
  return (_graph: Graph, parameters: ReadonlyMap<string, Value>): Objective => {
    const of = (name: string) => parameters.get(name)!;
    const keys = matmul(of('x'), of('key'));
    const weights = softmax(matmul(of('asking'), transpose(keys, [1, 0]), { scale: 1 / Math.sqrt(width) }));
    return { loss: along(matmul(weights, matmul(of('x'), of('value'))), of('direction'), width) };
  };
}

/**
 * ‖∂ what comes out / ∂x_t‖ for every word, from the first to the last: root of the mean square over draws, each of which
 * has words and weights of its own.
 */
export async function influences(
  runtime: Runtime,
  reading: Reading,
  gain: number,
  build: (graph: Graph, parameters: ReadonlyMap<string, Value>) => Objective,
  draws = 1,
): Promise<number[]> {
  const { length, width, seed } = reading;
  const training = await EngineTraining.compile(runtime, readingParameters(reading, gain), build);
  try {
    const squares = new Float64Array(length);
    for (let draw = 0; draw < draws; draw++) {
      const drawn = readingParameters({ ...reading, seed: seed + draw }, gain);
      training.parameters.forEach(({ data }, i) => {
        data.set(drawn[i].data);
      });
      await training.differentiate({});
      const [x] = training.gradients;
      for (let i = 0; i < x.length; i++) squares[Math.floor(i / width)] += x[i] ** 2 / draws;
    }
    return [...squares].map(Math.sqrt);
  } finally {
    await training.release();
  }
}

/** tanh(x) = 2·σ(2x) − 1 */
function tanh(x: Value): Value {
  return shift(scale(sigmoid(scale(x, 2)), 2), -1);
}

function along(state: Value, direction: Value, width: number): Value {
  return reduceSum(reshape(multiply(state, direction), [width]), [0]);
}
