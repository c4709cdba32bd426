import type { Graph, Value } from '../../engine/graph.ts';
import { gather } from '../../engine/operators/indexing.ts';
import { crossEntropy } from '../../engine/operators/loss.ts';
import { matmul } from '../../engine/operators/matrix.ts';
import type { Runtime } from '../../engine/runtime.ts';
import { UnderhoodError } from '../../errors.ts';
import { Random } from '../../random.ts';
import { learningRateAt } from '../../training/optimizer/schedule.ts';
import type { Parameter } from '../../training/parameters.ts';
import { EngineTraining, type Objective } from '../networks/engineTraining.ts';
import type { WordText } from './wordText.ts';
import type { WordVectors } from './wordVectors.ts';

export interface SkipGramOptions {
  readonly width: number;
  /** Words to each side that are to be said. */
  readonly window: number;
  readonly steps: number;
  /** Pairs a step. */
  readonly batch: number;
  readonly learningRate: number;
  readonly seed: number;
}

/** A word, and one of those near it. */
interface WordPairs {
  readonly centres: Int32Array;
  readonly contexts: Int32Array;
}

/** All pairs within a window; none reaches over the end of a sentence. */
export function wordPairs({ ids }: WordText, window: number): WordPairs {
  const [centres, contexts]: [number[], number[]] = [[], []];
  ids.forEach((centre, at) => {
    for (let step = -1; step <= 1; step += 2) {
      for (let distance = 1; distance <= window; distance++) {
        const context = ids[at + step * distance] ?? -1;
        if (context < 0 || centre < 0) break;
        centres.push(centre);
        contexts.push(context);
      }
    }
  });
  return { centres: Int32Array.from(centres), contexts: Int32Array.from(contexts) };
}

/**
 * Skip-gram with the whole softmax (Mikolov et al. 2013, equations 1 and 2): −log softmax(U·v)[context], mean over pairs, v
 * the centre's row of `vectors` and U the matrix `contexts`, both [words, width]. Inputs: `centres` and `near` [batch].
 */
export function skipGramLoss(batch: number) {
  return (graph: Graph, parameters: ReadonlyMap<string, Value>): Objective => {
    const centres = graph.input('centres', 'i64', [batch]);
    const near = graph.input('near', 'i64', [batch]);
    const v = gather(parameters.get('vectors')!, centres); // [batch, width]
    const scores = matmul(v, parameters.get('contexts')!, { transposeB: true }); // [batch, words]
    return { loss: crossEntropy(scores, near) };
  };
}

/** Learns a vector for each word from the words near it. Seeded. */
export class SkipGram {
  #step = 0;

  private constructor(
    private readonly training: EngineTraining,
    private readonly pairs: WordPairs,
    private readonly text: WordText,
    private readonly options: SkipGramOptions,
  ) {}

  static async compile(runtime: Runtime, text: WordText, options: SkipGramOptions): Promise<SkipGram> {
    const pairs = wordPairs(text, options.window);
    if (pairs.centres.length === 0) throw new UnderhoodError('road.vectors.noPairs');
    const random = new Random(options.seed);
    const { width } = options;
    const drawn = (name: string): Parameter => ({
      name,
      shape: [text.words.length, width],
      data: Float32Array.from({ length: text.words.length * width }, () => random.normal() / Math.sqrt(width)),
    });
    const parameters = [drawn('vectors'), drawn('contexts')];
    const training = await EngineTraining.compile(runtime, parameters, skipGramLoss(options.batch));
    return new SkipGram(training, pairs, text, options);
  }

  /** @returns loss of the step's pairs, nats */
  async advance(): Promise<number> {
    const { batch, steps, learningRate, seed } = this.options;
    const random = Random.at(seed, this.#step);
    const drawn = Array.from({ length: batch }, () => random.below(this.pairs.centres.length));
    const column = (from: Int32Array) => ({ data: BigInt64Array.from(drawn, (i) => BigInt(from[i])), shape: [batch] });
    const rate = learningRateAt({ learningRate, warmup: 0.05, final: 0.05 }, (this.#step + 1) / steps);
    const examples = { centres: column(this.pairs.centres), near: column(this.pairs.contexts) };
    const report = await this.training.step(examples, rate);
    if (!report.isFinite) throw new UnderhoodError('road.diverged', { step: this.#step });
    this.#step++;
    return report.loss;
  }

  /** As they are now. */
  get vectors(): WordVectors {
    const data = Float32Array.from(this.training.parameter('vectors'));
    return { words: this.text.words, width: this.options.width, data };
  }

  release(): Promise<void> {
    return this.training.release();
  }
}
