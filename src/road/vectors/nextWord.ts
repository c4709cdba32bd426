import type { Graph, Value } from '../../engine/graph.ts';
import { relu } from '../../engine/operators/activation.ts';
import { gather } from '../../engine/operators/indexing.ts';
import { reshape } from '../../engine/operators/layout.ts';
import { crossEntropy } from '../../engine/operators/loss.ts';
import type { Runtime, Tensors } from '../../engine/runtime.ts';
import { UnderhoodError } from '../../errors.ts';
import { Random } from '../../random.ts';
import { denseLayer, denseParameters } from '../networks/dense.ts';
import { EngineTraining, type Objective } from '../networks/engineTraining.ts';

/** What stands for a word at the door of the network. */
export interface WordTable {
  /** [words, width] */
  readonly data: Float32Array;
  readonly width: number;
  /** Whether it goes on learning with the rest. */
  readonly isTrained: boolean;
}

/** Three words in a row, and the one behind them. */
interface WordExamples {
  /** [n, 3] */
  readonly before: Int32Array;
  /** [n] */
  readonly next: Int32Array;
}

const wordsBefore = 3;
const hidden = 64;
const batch = 128;

/** All places of a text at which four known words follow each other. */
export function wordExamples(ids: Int32Array): WordExamples {
  const [before, next]: [number[], number[]] = [[], []];
  for (let at = wordsBefore; at < ids.length; at++) {
    const window = ids.subarray(at - wordsBefore, at + 1);
    if (window.some((id) => id < 0)) continue;
    before.push(...window.subarray(0, wordsBefore));
    next.push(window[wordsBefore]);
  }
  return { before: Int32Array.from(before), next: Int32Array.from(next) };
}

/**
 * Says the next word from the three before: their vectors side by side, one hidden layer, softmax (Bengio et al. 2003). What
 * differs between contestants is the table of vectors alone.
 */
export class NextWord {
  #step = 0;

  private constructor(
    private readonly training: EngineTraining,
    private readonly seed: number,
  ) {}

  /** @param words in the vocabulary. The layers behind the table start alike for all tables of one width. */
  static async compile(runtime: Runtime, table: WordTable, words: number, seed: number): Promise<NextWord> {
    const layers = denseParameters([wordsBefore * table.width, hidden, words], new Random(seed), [
      { gain: Math.SQRT2 },
    ]);
    const shape = [words, table.width];
    const vectors = { name: 'vectors', shape, data: table.data };
    const build = (graph: Graph, parameters: ReadonlyMap<string, Value>): Objective => {
      const before = graph.input('before', 'i64', [batch * wordsBefore]);
      const next = graph.input('next', 'i64', [batch]);
      const rows = gather(parameters.get('vectors') ?? graph.constant(table.data, shape), before);
      const x = reshape(rows, [batch, wordsBefore * table.width]);
      return { loss: crossEntropy(denseLayer(relu(denseLayer(x, parameters, 0)), parameters, 1), next) };
    };
    const trained = table.isTrained ? [vectors, ...layers] : layers;
    return new NextWord(await EngineTraining.compile(runtime, trained, build), seed);
  }

  async advance(examples: WordExamples, learningRate: number): Promise<void> {
    const random = Random.at(this.seed, this.#step);
    const drawn = Array.from({ length: batch }, () => random.below(examples.next.length));
    const report = await this.training.step(feeds(examples, drawn), learningRate);
    if (!report.isFinite) throw new UnderhoodError('road.diverged', { step: this.#step });
    this.#step++;
  }

  /** Mean over as many examples as fill whole batches, from the first on, nats; at least a batch of them is needed. */
  async loss(examples: WordExamples): Promise<number> {
    const batches = Math.floor(examples.next.length / batch);
    let sum = 0;
    for (let b = 0; b < batches; b++) {
      const places = Array.from({ length: batch }, (_, i) => b * batch + i);
      const { loss } = await this.training.outputs(feeds(examples, places), ['loss']);
      sum += (loss.data as Float32Array)[0];
    }
    return sum / batches;
  }

  release(): Promise<void> {
    return this.training.release();
  }
}

/** Fewest examples on which a loss can be measured. */
export const fewestExamples = batch;

function feeds({ before, next }: WordExamples, places: readonly number[]): Tensors {
  const words = places.flatMap((place) => [...before.subarray(wordsBefore * place, wordsBefore * (place + 1))]);
  return {
    before: { data: BigInt64Array.from(words, BigInt), shape: [words.length] },
    next: { data: BigInt64Array.from(places, (place) => BigInt(next[place])), shape: [batch] },
  };
}
