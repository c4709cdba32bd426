import type { Runtime, Tensor, Tensors } from '../../engine/runtime.ts';
import { UnderhoodError } from '../../errors.ts';
import { Random } from '../../random.ts';
import { learningRateAt } from '../../training/optimizer/schedule.ts';
import type { Parameter } from '../../training/parameters.ts';
import { EngineTraining } from '../networks/engineTraining.ts';
import { type AnsweredTokens, batchOf } from './answerBatch.ts';
import type { ChatModel } from './chatModel.ts';
import { type TuningOptions, tuningAdam } from './supervised.ts';
import { preferenceLoss } from './tuningLoss.ts';

/** Two answers to the same prompt, of which the first was liked better. */
export interface Pair {
  readonly preferred: AnsweredTokens;
  readonly other: AnsweredTokens;
}

interface PreferenceOptions extends TuningOptions {
  /** How dear it is to move away from the model as it was. */
  readonly beta: number;
}

/** Direct preference optimisation: no judge is trained, the pairs move the model itself (Rafailov et al. 2023). */
export class PreferenceTuning {
  #step = 0;

  private constructor(
    private readonly model: ChatModel,
    private readonly training: EngineTraining,
    private readonly options: PreferenceOptions,
    private readonly pairs: readonly Pair[],
    private reference: Float32Array,
  ) {}

  /** @param model as it is before: the reference, from which it shall not move too far */
  static async compile(
    runtime: Runtime,
    model: ChatModel,
    pairs: readonly Pair[],
    options: PreferenceOptions,
  ): Promise<PreferenceTuning> {
    const shape = { batch: 2 * options.batch, tokens: options.tokens };
    const build = preferenceLoss(model.architecture, shape, options.beta);
    const training = await EngineTraining.compile(runtime, model.parameters, build, tuningAdam);
    const tuning = new PreferenceTuning(model, training, options, pairs, new Float32Array());
    tuning.reference = await tuning.margins(pairs);
    return tuning;
  }

  get parameters(): readonly Parameter[] {
    return this.training.parameters;
  }

  /** The next step. @returns its loss, ln 2 for a model that has not moved */
  async advance(): Promise<number> {
    const { batch, steps, learningRate, seed } = this.options;
    const random = Random.at(seed, this.#step);
    const drawn = Array.from({ length: batch }, () => random.below(this.pairs.length));
    const reference = Float32Array.from(drawn, (index) => this.reference[index]);
    const rate = learningRateAt({ learningRate, warmup: 0.1, final: 0.1 }, (this.#step + 1) / steps);
    const feeds = this.#feeds(
      drawn.map((index) => this.pairs[index]),
      reference,
    );
    const report = await this.training.step(feeds, rate);
    if (!report.isFinite) throw new UnderhoodError('road.diverged', { step: this.#step });
    this.#step++;
    return report.loss;
  }

  /** By how much more likely the model holds the preferred answer of each pair, nats. */
  async margins(pairs: readonly Pair[]): Promise<Float32Array> {
    const { batch } = this.options;
    const found = new Float32Array(pairs.length);
    for (let first = 0; first < pairs.length; first += batch) {
      const part = pairs.slice(first, first + batch);
      const filled = [...part, ...Array.from({ length: batch - part.length }, () => pairs[0])];
      const { margins } = await this.training.outputs(this.#feeds(filled, new Float32Array(batch)), ['margins']);
      found.set((margins.data as Float32Array).subarray(0, part.length), first);
    }
    return found;
  }

  release(): Promise<void> {
    return this.training.release();
  }

  #feeds(pairs: readonly Pair[], reference: Float32Array): Tensors {
    const sequences = [...pairs.map(({ preferred }) => preferred), ...pairs.map(({ other }) => other)];
    const references: Tensor = { data: reference, shape: [reference.length] };
    return { ...batchOf(this.model.architecture.config, sequences, this.options.tokens), reference: references };
  }
}
