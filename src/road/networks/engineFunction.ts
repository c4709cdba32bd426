import { Graph, type Value } from '../../engine/graph.ts';
import type { Executable, Runtime, Tensor, Tensors } from '../../engine/runtime.ts';
import type { Parameter } from '../../training/parameters.ts';

/** A computation on the engine, with parameters that are handed in at every run. */
export class EngineFunction {
  readonly #executable: Executable;
  readonly #names: readonly string[];

  private constructor(executable: Executable, names: readonly string[]) {
    this.#executable = executable;
    this.#names = names;
  }

  /**
   * @param parameters names and shapes of what is handed in first
   * @param build makes outputs, by name; declares its further inputs itself
   */
  static async compile(
    runtime: Runtime,
    parameters: readonly Pick<Parameter, 'name' | 'shape'>[],
    build: (graph: Graph, parameters: ReadonlyMap<string, Value>) => Readonly<Record<string, Value>>,
  ): Promise<EngineFunction> {
    const graph = new Graph();
    const values = new Map(parameters.map(({ name, shape }) => [name, graph.input(name, 'f32', shape)]));
    for (const [name, value] of Object.entries(build(graph, values))) graph.output(name, value);
    return new EngineFunction(await runtime.compile(graph), [...graph.outputs.keys()]);
  }

  run(parameters: readonly Parameter[], inputs: Tensors): Promise<Record<string, Tensor>> {
    const feeds = Object.fromEntries(parameters.map(({ name, data, shape }) => [name, { data, shape }]));
    return this.#executable.run({ ...feeds, ...inputs }, this.#names);
  }

  release(): Promise<void> {
    return this.#executable.release();
  }
}
