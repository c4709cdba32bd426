import type { Executable, Runtime } from '../engine/runtime.ts';
import type { Family, ModelConfig } from '../models/family.ts';
import type { Parameter } from './parameters.ts';
import { staticFeeds } from './step.ts';
import { copyWindow } from './tokenStream.ts';
import { type BatchShape, evaluationGraph } from './trainingGraph.ts';

/** Surprise at a held-out text. */
export interface HeldOutLoss {
  /** Tokens scored. */
  readonly tokens: number;
  /** Sum of −ln p over them. */
  readonly nats: number;
}

/** Measures the loss on text that training does not see. Reads the parameters as they are at each call. */
export class Evaluation {
  readonly #executable: Executable;
  readonly #parameters: readonly Parameter[];
  readonly #shape: BatchShape;

  private constructor(executable: Executable, parameters: readonly Parameter[], shape: BatchShape) {
    this.#executable = executable;
    this.#parameters = parameters;
    this.#shape = shape;
  }

  static async compile(
    runtime: Runtime,
    family: Family,
    config: ModelConfig,
    parameters: readonly Parameter[],
    shape: BatchShape,
  ): Promise<Evaluation> {
    const graph = evaluationGraph(family, config, parameters, shape);
    return new Evaluation(await runtime.compile(graph), parameters, shape);
  }

  /**
   * Scores every token of the stream but the first, once each.
   * @param overlap tokens that a window repeats from the one before, unscored: what each token at least sees before it
   * @param limit stop after about so many tokens
   */
  async loss(stream: Int32Array, overlap = 0, limit = Number.POSITIVE_INFINITY): Promise<HeldOutLoss> {
    const { batch, tokens } = this.#shape;
    const size = batch * tokens;
    const feeds = staticFeeds(this.#parameters, tokens);
    const starts: number[] = [];
    for (let start = 0; start + (starts.length > 0 ? overlap : 0) < stream.length - 1; start += tokens - overlap) {
      starts.push(start);
    }
    let scored = 0;
    let nats = 0;
    for (let first = 0; first < starts.length && scored < limit; first += batch) {
      const group = starts.slice(first, first + batch);
      const ids = new BigInt64Array(size);
      const targets = new BigInt64Array(size);
      group.forEach((start, index) => {
        copyWindow(stream, start, { ids, targets }, index, batch);
      });
      const shape = [size];
      const run = { ...feeds, ids: { data: ids, shape }, targets: { data: targets, shape } };
      const { surprisals } = await this.#executable.run(run, ['surprisals']);
      group.forEach((start, index) => {
        const end = Math.min(tokens, stream.length - 1 - start);
        for (let t = start === 0 ? 0 : overlap; t < end; t++) {
          nats += (surprisals.data as Float32Array)[t * batch + index];
          scored++;
        }
      });
    }
    return { tokens: scored, nats };
  }

  release(): Promise<void> {
    return this.#executable.release();
  }
}
