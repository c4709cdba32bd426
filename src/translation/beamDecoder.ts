import { integers } from '../engine/integers.ts';
import type { Executable, Tensor, Tensors } from '../engine/runtime.ts';
import { causalMask } from '../models/inference/causalMask.ts';
import { growing } from '../models/translator.ts';
import type { StepDecoder } from './stepDecoder.ts';
import { nextStateName, stateName, type TranslatorSource } from './translatorGraphs.ts';
import type { ReadSource } from './translatorInference.ts';

/** One state of the decoder, all beams together. */
interface BeamState {
  readonly name: string;
  /** Whether rows are added, one a token, or the whole is replaced. */
  readonly grows: boolean;
  /** Of one row: what follows the growing axis, or all. */
  readonly shape: readonly number[];
  data: Float32Array;
}

/** Writes some translations of one source side by side. */
export class BeamDecoder implements StepDecoder {
  readonly #states: readonly BeamState[];
  #length = 0;

  constructor(
    { family, config }: TranslatorSource,
    private readonly executable: Executable,
    private readonly source: ReadSource,
    readonly beams: number,
    private readonly weights: Tensors,
  ) {
    this.#states = Object.entries(family.stateShapes(config, beams)).map(([name, shape]) => {
      const grows = shape[0] === growing;
      const row = (grows ? shape.slice(1) : shape) as readonly number[];
      const size = row.reduce((product, dim) => product * dim, 1);
      const data = new Float32Array(size);
      const initial = source.state[stateName(name)];
      // All translations begin where the encoder ended. What grows begins with a row that nobody looks at.
      if (initial)
        for (let beam = 0; beam < beams; beam++) data.set(initial.data as Float32Array, (beam * size) / beams);
      return { name, grows, shape: row, data };
    });
  }

  async advance(tokens: readonly number[], parents: readonly number[]): Promise<readonly Float32Array[]> {
    const start = this.#length;
    if (start > 0 && parents.some((parent, beam) => parent !== beam)) this.#reorder(parents);
    const past = Math.max(1, start);
    const feeds: Record<string, Tensor> = {
      ...this.weights,
      ...this.source.memory,
      presence: this.source.presence,
      ids: integers(tokens),
      positions: integers([start]),
      mask: { data: causalMask(1, past, past - start), shape: [1, past + 1] },
    };
    for (const { name, grows, shape, data } of this.#states) {
      feeds[stateName(name)] = { data, shape: grows ? [past, ...shape] : shape };
    }
    const names = this.#states.map(({ name }) => nextStateName(name));
    const { logits, ...next } = await this.executable.run(feeds, ['logits', ...names]);
    for (const state of this.#states) {
      const made = next[nextStateName(state.name)].data as Float32Array;
      state.data = state.grows && start > 0 ? joined(state.data, made) : made;
    }
    this.#length++;
    const size = logits.data.length / this.beams;
    return tokens.map((_, beam) => (logits.data as Float32Array).subarray(beam * size, (beam + 1) * size));
  }

  /** Has beam b go on where beam parents[b] stands. */
  #reorder(parents: readonly number[]): void {
    for (const state of this.#states) {
      const row = state.shape.reduce((product, dim) => product * dim, 1);
      const each = row / this.beams;
      const moved = new Float32Array(state.data.length);
      for (let at = 0; at < state.data.length; at += row) {
        parents.forEach((parent, beam) => {
          moved.set(state.data.subarray(at + parent * each, at + (parent + 1) * each), at + beam * each);
        });
      }
      state.data = moved;
    }
  }
}

function joined(before: Float32Array, after: Float32Array): Float32Array {
  const all = new Float32Array(before.length + after.length);
  all.set(before);
  all.set(after, before.length);
  return all;
}
