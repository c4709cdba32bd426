import { gradients, type ParameterGradient } from '../../engine/gradients.ts';
import { Graph, type Value } from '../../engine/graph.ts';
import type { Executable, Runtime, Tensor, Tensors } from '../../engine/runtime.ts';
import { AdamW, type RowValues } from '../../training/optimizer/adamW.ts';
import type { AdamWOptions } from '../../training/optimizer/adamWOptions.ts';
import type { Parameter } from '../../training/parameters.ts';

/** Adam as Kingma & Ba 2015 have it: nothing decays, no gradient is cut. */
export const plainAdam: AdamWOptions = {
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0,
  clip: Number.POSITIVE_INFINITY,
};

/** What a small network computes: its loss, one number, and whatever else is to be looked at, by name. */
export interface Objective {
  readonly loss: Value;
  readonly outputs?: Readonly<Record<string, Value>>;
}

/**
 * Builds a small network into a graph, whose further inputs (the examples) it declares itself.
 * @param parameters by name
 */
export type BuildObjective = (graph: Graph, parameters: ReadonlyMap<string, Value>) => Objective;

export interface EngineStep {
  readonly loss: number;
  /** Length of the whole gradient. */
  readonly gradientNorm: number;
  /** Squared length of each parameter's gradient, in the order of the parameters. */
  readonly squares: readonly number[];
  /** Otherwise loss or gradient are no numbers any more, and the parameters stayed as they were. */
  readonly isFinite: boolean;
}

/** What to compute a parameter's gradient from. */
interface Fetched {
  readonly dense?: string;
  readonly rows: readonly { readonly rows: string; readonly values: string }[];
}

/** A network of any shape that is trained on the engine: forward, backward and update, on parameters in place. */
export class EngineTraining {
  readonly #executable: Executable;
  readonly #optimizer: AdamW;
  readonly #fetched: readonly Fetched[];
  readonly #feeds: Tensors;

  private constructor(executable: Executable, optimizer: AdamW, fetched: readonly Fetched[]) {
    this.#executable = executable;
    this.#optimizer = optimizer;
    this.#fetched = fetched;
    this.#feeds = Object.fromEntries(optimizer.parameters.map(({ name, data, shape }) => [name, { data, shape }]));
  }

  /** @param initial is copied */
  static async compile(
    runtime: Runtime,
    initial: readonly Parameter[],
    build: BuildObjective,
    options: AdamWOptions = plainAdam,
  ): Promise<EngineTraining> {
    const optimizer = new AdamW(initial, options);
    optimizer.parameters.forEach(({ data }, i) => void data.set(initial[i].data));
    const graph = new Graph();
    const values = new Map(initial.map(({ name, shape }) => [name, graph.input(name, 'f32', shape)]));
    const { loss, outputs = {} } = build(graph, values);
    graph.output('loss', loss);
    for (const [name, value] of Object.entries(outputs)) graph.output(name, value);
    const found = gradients(loss, [...values.values()]);
    const fetched = initial.map(({ name }) => declare(graph, name, found.get(values.get(name)!)!));
    return new EngineTraining(await runtime.compile(graph), optimizer, fetched);
  }

  /** Live: a step changes them. */
  get parameters(): readonly Parameter[] {
    return this.#optimizer.parameters;
  }

  /** Of the last `differentiate` or `step`, before anything is cut, in the order of the parameters. Live. */
  get gradients(): readonly Float32Array[] {
    return this.#optimizer.gradients;
  }

  parameter(name: string): Float32Array {
    return this.parameters.find((parameter) => parameter.name === name)!.data;
  }

  /** One update by Adam. */
  async step(examples: Tensors, learningRate: number): Promise<EngineStep> {
    const report = await this.differentiate(examples);
    if (report.isFinite) this.#optimizer.update(report.gradientNorm, learningRate);
    return report;
  }

  /** Loss and gradients; changes no parameter. */
  async differentiate(examples: Tensors): Promise<EngineStep> {
    const names = this.#fetched.flatMap(({ dense, rows }) => [
      ...(dense === undefined ? [] : [dense]),
      ...rows.flatMap((part) => [part.rows, part.values]),
    ]);
    const results = await this.#executable.run({ ...this.#feeds, ...examples }, ['loss', ...names]);
    const rows: RowValues[][] = this.#fetched.map((fetched, i) => {
      if (fetched.dense === undefined) this.gradients[i].fill(0);
      else this.gradients[i].set(results[fetched.dense].data as Float32Array);
      return fetched.rows.map((part) => ({
        rows: results[part.rows].data as BigInt64Array,
        values: results[part.values].data as Float32Array,
      }));
    });
    const { norm, squares } = this.#optimizer.measure(rows);
    const loss = (results.loss.data as Float32Array)[0];
    return { loss, gradientNorm: norm, squares, isFinite: Number.isFinite(loss) && Number.isFinite(norm) };
  }

  /** What the network computes now; `loss` is among the names. */
  async outputs(examples: Tensors, names: readonly string[]): Promise<Readonly<Record<string, Tensor>>> {
    return this.#executable.run({ ...this.#feeds, ...examples }, names);
  }

  release(): Promise<void> {
    return this.#executable.release();
  }
}

/** Makes a parameter's gradient fetchable; one on which the loss does not depend has none, and stays as it is. */
function declare(graph: Graph, name: string, { dense, rows }: ParameterGradient): Fetched {
  if (dense) graph.output(`gradient.${name}`, dense);
  return {
    dense: dense && `gradient.${name}`,
    rows: rows.map((part, i) => {
      const names = { rows: `rows.${i}.${name}`, values: `gradient.rows.${i}.${name}` };
      graph.output(names.rows, part.rows);
      graph.output(names.values, part.values);
      return names;
    }),
  };
}
