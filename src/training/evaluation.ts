import type { Executable, Runtime } from '../engine/runtime.ts';
import { UnderhoodError } from '../errors.ts';
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

  /**
   * Mean surprise at each place of a window, [tokens], nats: over all whole windows of the stream, side by side. NaN where
   * there is none.
   * @param isCancelled asked between batches. Throws UnderhoodError `cancelled`
   */
  async byPosition(stream: TokenSource, isCancelled: () => boolean = () => false): Promise<Float64Array> {
    const { tokens } = this.#shape;
    const count = Math.floor((stream.length - 1) / tokens);
    const windows = Array.from({ length: count }, (_, i) => ({ start: i * tokens, from: 0 }));
    const sums = new Float64Array(tokens);
    const add = (place: number, nats: number) => {
      sums[place] += nats;
    };
    await this.#read(stream, windows, add, isCancelled);
    return sums.map((sum) => sum / count);
  }

  release(): Promise<void> {
    return this.#executable.release();
  }

  async #score(stream: TokenSource, windows: readonly ScoredWindow[]): Promise<HeldOutLoss> {
    let scored = 0;
    let sum = 0;
    await this.#read(stream, windows, (_, nats) => {
      scored++;
      sum += nats;
    });
    return { tokens: scored, nats: sum };
  }

  /** @param add told of each scored token: its place in the window, and the surprise at it */
  async #read(
    stream: TokenSource,
    windows: readonly ScoredWindow[],
    add: (place: number, nats: number) => void,
    isCancelled: () => boolean = () => false,
  ): Promise<void> {
    const { batch, tokens } = this.#shape;
    const feeds = staticFeeds(this.#objective, this.#parameters, this.#shape);
    for (let first = 0; first < windows.length; first += batch) {
      if (isCancelled()) throw new UnderhoodError('cancelled');
      const group = windows.slice(first, first + batch);
      const read = emptyBatch(batch * tokens);
      group.forEach(({ start }, index) => {
        copyWindow(stream, start, read, index, batch);
      });
      const { surprisals } = await this.#executable.run({ ...feeds, ...batchFeeds(read) }, ['surprisals']);
      group.forEach(({ start, from }, index) => {
        const end = Math.min(tokens, stream.length - 1 - start);
        for (let t = from; t < end; t++) add(t, (surprisals.data as Float32Array)[t * batch + index]);
      });
    }
  }
}
