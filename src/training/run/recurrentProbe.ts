import { draw } from '../../analysis/drawing.ts';
import { rank } from '../../analysis/ranking.ts';
import { distribute } from '../../analysis/sampling.ts';
import { plainSampling } from '../../analysis/samplingSettings.ts';
import { Graph } from '../../engine/graph.ts';
import type { Executable, Runtime, Tensors } from '../../engine/runtime.ts';
import type { RecurrentArchitecture } from '../../models/families.ts';
import { Hooks } from '../../models/hooks.ts';
import { type Parameter, parameterInputs } from '../parameters.ts';
import type { HeadScores, Probe } from './probe.ts';

/** Writes with a recurrent network that is being trained, token by token. It has no attention to look at. */
export class RecurrentProbe implements Pick<Probe, 'attention' | 'headScores' | 'write' | 'release'> {
  readonly #weights: Tensors;

  private constructor(
    private readonly executable: Executable,
    private readonly hiddenSize: number,
    parameters: readonly Parameter[],
  ) {
    this.#weights = Object.fromEntries(parameters.map(({ name, data, shape }) => [name, { data, shape }]));
  }

  static async compile(
    runtime: Runtime,
    { family, config }: RecurrentArchitecture,
    parameters: readonly Parameter[],
  ): Promise<RecurrentProbe> {
    const graph = new Graph();
    const ids = graph.input('ids', 'i64', [1]);
    const state = graph.input('state', 'f32', [1, config.hiddenSize]);
    const { source } = parameterInputs(graph, family.parameters(config), parameters);
    const { logits, states } = family.forward(config, source, { ids, tokens: 1, state }, Hooks.none);
    graph.output('logits', logits);
    graph.output('next_state', states[0]);
    return new RecurrentProbe(await runtime.compile(graph), config.hiddenSize, parameters);
  }

  async attention(): Promise<Float32Array> {
    return new Float32Array();
  }

  async headScores(): Promise<HeadScores> {
    return { previousToken: new Float32Array(), induction: new Float32Array() };
  }

  /** Writes on after some tokens; the n-th token depends on what stands before it, the seed and n only. */
  async write(
    ids: readonly number[],
    { count, temperature, seed, end }: Parameters<Probe['write']>[1],
  ): Promise<number[]> {
    const settings = { ...plainSampling, temperature, seed };
    const written: number[] = [];
    let state = new Float32Array(this.hiddenSize);
    let logits = new Float32Array();
    const read = async (id: number) => {
      const found = await this.executable.run(
        {
          ...this.#weights,
          ids: { data: BigInt64Array.of(BigInt(id)), shape: [1] },
          state: { data: state, shape: [1, this.hiddenSize] },
        },
        ['logits', 'next_state'],
      );
      logits = found.logits.data as Float32Array<ArrayBuffer>;
      state = found.next_state.data as Float32Array<ArrayBuffer>;
    };
    for (const id of ids) await read(id);
    for (let depth = 0; depth < count; depth++) {
      const distribution = distribute(rank(logits), settings);
      const id = distribution.ranked.ids[draw(distribution, seed, depth)];
      if (id === end) break;
      written.push(id);
      await read(id);
    }
    return written;
  }

  release(): Promise<void> {
    return this.executable.release();
  }
}
