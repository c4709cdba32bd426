import type { Runtime, Tensor, Tensors } from '../engine/runtime.ts';
import { Float64Execution } from '../engine/runtimes/float64.ts';
import { UnderhoodError } from '../errors.ts';
import type { CheckedGradient, GradientCheck } from '../protocol/training.ts';
import { Random } from '../random.ts';
import type { Batch } from './data/windows.ts';
import { batchFeeds, staticFeeds } from './differentiation.ts';
import type { BatchShape, Objective } from './objective.ts';
import type { Parameter } from './parameters.ts';
import { type GradientOutputs, trainingGraph } from './trainingGraph.ts';

interface GradientCheckOptions {
  /** Derivatives to check. */
  readonly count: number;
  readonly seed: number;
  /** h. By default small enough that the loss is nearly straight over it, and large enough for double precision. */
  readonly stepSize?: number;
}

/** One number of a parameter: the flat index. */
interface Place {
  readonly parameter: number;
  readonly index: number;
}

/** Results of a training graph, by name. */
type Results = Readonly<Record<string, Tensor>>;

/**
 * Compares derivatives of the loss by back-propagation, from the graph that training runs, with central differences in
 * double precision. The numbers are drawn at random: one of each embedding table, in a row that the batch reads, the
 * others evenly from the first parameter to the last. Nothing is dropped.
 * @param batch one sequence; the parameters must not change meanwhile
 * @param onProgress after each number
 * @param isCancelled asked before each number; then UnderhoodError `cancelled` is thrown
 */
export async function checkGradients(
  runtime: Runtime,
  objective: Objective,
  parameters: readonly Parameter[],
  batch: Batch,
  { count, seed, stepSize = 1e-4 }: GradientCheckOptions,
  onProgress: (done: number, total: number) => void,
  isCancelled: () => boolean,
): Promise<Omit<GradientCheck, 'step'>> {
  const tokens = batch.ids.length;
  const shape: BatchShape = { batch: 1, tokens, sourceTokens: batch.ragged?.inputs.source.shape[0] };
  const { graph, gradients } = trainingGraph(objective, parameters, shape, false);
  const feeds: Tensors = { ...staticFeeds(objective, parameters, shape), ...batchFeeds(batch) };
  const executable = await runtime.compile(graph);
  let results: Results;
  try {
    results = await executable.run(feeds, [...graph.outputs.keys()]);
  } finally {
    await executable.release();
  }
  const places = draw(parameters, gradients, results, count, new Random(seed));
  // What is nothing in exact arithmetic, such as the slope along a key's bias, is rounding in single precision.
  const resolution = 2 ** -24 * gradientLength(gradients, results);
  const exact = new Float64Execution(graph, feeds, graph.outputs.get('loss')!);
  const checked: CheckedGradient[] = [];
  for (const { parameter, index } of places) {
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
    if (isCancelled()) throw new UnderhoodError('cancelled');
    const { name, shape, data } = parameters[parameter];
    const value = data[index];
    const [above, below] = [value + stepSize, value - stepSize];
    const [high, low] = [above, below].map((number) => exact.resultWith(name, index, number).data[0]);
    const finiteDifference = (high - low) / (above - below);
    const backPropagation = derivative(gradients[parameter], results, index, shape);
    checked.push({
      parameter: name,
      place: placeOf(index, shape),
      value,
      finiteDifference,
      backPropagation,
      relativeError: relativeError(finiteDifference, backPropagation, resolution),
    });
    onProgress(checked.length, places.length);
  }
  return { stepSize, tokens, loss: exact.result.data[0], checked };
}

function draw(
  parameters: readonly Parameter[],
  gradients: readonly GradientOutputs[],
  results: Results,
  count: number,
  random: Random,
): Place[] {
  const drawOne = (parameter: number): Place => {
    const { data, shape } = parameters[parameter];
    const [table] = gradients[parameter].rows;
    if (!table) return { parameter, index: random.below(data.length) };
    // Nothing depends on a row that the batch does not read.
    const read = results[table.rows].data;
    const width = shape.at(-1)!;
    return { parameter, index: Number(read[random.below(read.length)]) * width + random.below(width) };
  };
  const tables = gradients.flatMap(({ rows }, parameter) => (rows.length > 0 ? [parameter] : [])).slice(0, count);
  const others = count - tables.length;
  const spread = Array.from({ length: others }, (_, i) =>
    Math.floor(((i + random.uniform()) / others) * parameters.length),
  );
  return [...tables, ...spread].map(drawOne);
}

/** What back-propagation found for one number of a parameter: its dense gradient, and all rows that reached its row. */
function derivative(
  { dense, rows }: GradientOutputs,
  results: Results,
  index: number,
  shape: readonly number[],
): number {
  let sum = dense === undefined ? 0 : Number(results[dense].data[index]);
  const width = shape.at(-1)!;
  const [row, column] = [Math.floor(index / width), index % width];
  for (const part of rows) {
    results[part.rows].data.forEach((reached: bigint | number, i: number) => {
      if (Number(reached) === row) sum += Number(results[part.values].data[i * width + column]);
    });
  }
  return sum;
}

/** Length of the whole gradient, rows that share a place counted apart. */
function gradientLength(gradients: readonly GradientOutputs[], results: Results): number {
  const outputs = gradients.flatMap(({ dense, rows }) => [
    ...(dense === undefined ? [] : [dense]),
    ...rows.map(({ values }) => values),
  ]);
  let sum = 0;
  for (const name of outputs) for (const number of results[name].data) sum += Number(number) ** 2;
  return Math.sqrt(sum);
}

function relativeError(a: number, b: number, resolution: number): number {
  return a === b ? 0 : Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b), resolution);
}

function placeOf(index: number, shape: readonly number[]): number[] {
  const place: number[] = [];
  for (let axis = shape.length - 1, rest = index; axis >= 0; rest = Math.floor(rest / shape[axis]), axis--) {
    place.unshift(rest % shape[axis]);
  }
  return place;
}
