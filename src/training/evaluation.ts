import type { Executable, Runtime } from '../engine/runtime.ts';
import type { TokenSource } from './data/tokenSource.ts';
import { copyWindow, emptyBatch } from './data/windows.ts';
import { batchFeeds, staticFeeds } from './differentiation.ts';
import type { BatchShape, Objective } from './objective.ts';
import type { Parameter } from './parameters.ts';
import { evaluationGraph } from './trainingGraph.ts';

/** Surprise at a held-out text. */
export interface HeldOutLoss {
  /** Tokens scored. */
  readonly tokens: number;
  /** Sum of −ln p over them. */
  readonly nats: number;
}

/** A window to be read, and from which of its targets on they are scored. */
interface ScoredWindow {
  readonly start: number;
  readonly from: number;
}

/** Measures the loss on text that training does not see. Reads the parameters as they are at each call. */
export class Evaluation {
  readonly #executable: Executable;
  readonly #objective: Objective;
  readonly #parameters: readonly Parameter[];
  readonly #shape: BatchShape;

  private constructor(
    executable: Executable,
    objective: Objective,
    parameters: readonly Parameter[],
    shape: BatchShape,
  ) {
    this.#executable = executable;
    this.#objective = objective;
    this.#parameters = parameters;
    this.#shape = shape;
  }

  static async compile(
    runtime: Runtime,
    objective: Objective,
    parameters: readonly Parameter[],
    shape: BatchShape,
  ): Promise<Evaluation> {
    const graph = evaluationGraph(objective, parameters, shape);
    return new Evaluation(await runtime.compile(graph), objective, parameters, shape);
  }

  /**
   * Scores every token of the stream but the first, once each.
   * @param overlap tokens that a window repeats from the one before, unscored: what each token at least sees before it
   */
  loss(stream: TokenSource, overlap = 0): Promise<HeldOutLoss> {
    const { tokens } = this.#shape;
    const windows: ScoredWindow[] = [];
    for (let start = 0; start + (windows.length > 0 ? overlap : 0) < stream.length - 1; start += tokens - overlap) {
      windows.push({ start, from: start === 0 ? 0 : overlap });
    }
    return this.#score(stream, windows);
  }

  /** Scores about `limit` tokens, in windows spread evenly over the stream: the same ones at every call. */
  sample(stream: TokenSource, limit: number): Promise<HeldOutLoss> {
    const { tokens } = this.#shape;
    const whole = Math.ceil((stream.length - 1) / tokens);
    const wanted = Math.min(whole, Math.max(1, Math.round(limit / tokens)));
    const windows = Array.from({ length: wanted }, (_, i) => ({
      start: Math.floor((i * whole) / wanted) * tokens,
      from: 0,
    }));
    return this.#score(stream, windows);
  }

  release(): Promise<void> {
    return this.#executable.release();
  }

  async #score(stream: TokenSource, windows: readonly ScoredWindow[]): Promise<HeldOutLoss> {
    const { batch, tokens } = this.#shape;
    const feeds = staticFeeds(this.#objective, this.#parameters, this.#shape);
    let scored = 0;
    let nats = 0;
    for (let first = 0; first < windows.length; first += batch) {
      const group = windows.slice(first, first + batch);
      const read = emptyBatch(batch * tokens);
      group.forEach(({ start }, index) => {
        copyWindow(stream, start, read, index, batch);
      });
      const { surprisals } = await this.#executable.run({ ...feeds, ...batchFeeds(read) }, ['surprisals']);
      group.forEach(({ start, from }, index) => {
        const end = Math.min(tokens, stream.length - 1 - start);
        for (let t = from; t < end; t++) {
          nats += (surprisals.data as Float32Array)[t * batch + index];
          scored++;
        }
      });
    }
    return { tokens: scored, nats };
  }
}
