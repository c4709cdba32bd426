import type { Runtime, Tensors } from '../../engine/runtime.ts';
import { UnderhoodError } from '../../errors.ts';
import { Random } from '../../random.ts';
import { learningRateAt } from '../../training/optimizer/schedule.ts';
import type { Parameter } from '../../training/parameters.ts';
import { EngineTraining, plainAdam } from '../networks/engineTraining.ts';
import { type AnsweredTokens, batchOf } from './answerBatch.ts';
import type { TunedModel } from './chatModel.ts';
import { answerLoss } from './tuningLoss.ts';

export interface TuningOptions {
  readonly steps: number;
  readonly batch: number;
  /** Tokens of a dialogue, most. */
  readonly tokens: number;
  readonly learningRate: number;
  readonly seed: number;
}

/** Adam, by gradients that are cut to length 1: a tuning set is small, and a single odd talk could undo the model. */
export const tuningAdam = { ...plainAdam, clip: 1 };

/** Supervised tuning: a model goes on learning, on dialogues, and is corrected in its answers only. */
export class SupervisedTuning {
  #step = 0;

  private constructor(
    private readonly model: TunedModel,
    private readonly training: EngineTraining,
    private readonly dialogues: readonly AnsweredTokens[],
    private readonly options: TuningOptions,
  ) {}

  /** @param dialogues at least one with an answer that begins within `tokens` */
  static async compile(
    runtime: Runtime,
    model: TunedModel,
    dialogues: readonly AnsweredTokens[],
    options: TuningOptions,
  ): Promise<SupervisedTuning> {
    const build = answerLoss(model.architecture, options);
    const training = await EngineTraining.compile(runtime, model.parameters, build, tuningAdam);
    return new SupervisedTuning(model, training, dialogues, options);
  }

  get parameters(): readonly Parameter[] {
    return this.training.parameters;
  }

  /** The next step. @returns loss on the answers of its batch, nats a token */
  async advance(): Promise<number> {
    const { steps, learningRate, batch, seed } = this.options;
    const random = Random.at(seed, this.#step);
    const drawn = Array.from({ length: batch }, () => this.dialogues[random.below(this.dialogues.length)]);
    const rate = learningRateAt({ learningRate, warmup: 0.1, final: 0.1 }, (this.#step + 1) / steps);
    const report = await this.training.step(this.#feeds(drawn), rate);
    if (!report.isFinite) throw new UnderhoodError('road.diverged', { step: this.#step });
    this.#step++;
    return report.loss;
  }

  /** Mean over all tokens of answers, nats. */
  async loss(dialogues: readonly AnsweredTokens[]): Promise<number> {
    let [sum, count] = [0, 0];
    for (const { feeds } of this.#batches(dialogues)) {
      const scored = (feeds.weights.data as Float32Array).reduce((total, weight) => total + weight, 0);
      const { loss } = await this.training.outputs(feeds, ['loss']);
      sum += (loss.data as Float32Array)[0] * scored;
      count += scored;
    }
    return sum / count;
  }

  /** How surprised the model is at the answers of each dialogue, nats: Σ −ln p over their tokens. */
  async surprises(dialogues: readonly AnsweredTokens[]): Promise<number[]> {
    const found: number[] = [];
    for (const { feeds, length } of this.#batches(dialogues)) {
      const { surprises } = await this.training.outputs(feeds, ['surprises']);
      found.push(...(surprises.data as Float32Array).subarray(0, length));
    }
    return found;
  }

  release(): Promise<void> {
    return this.training.release();
  }

  /** All dialogues, a batch at a time; the last one is filled up with what is never scored. */
  *#batches(dialogues: readonly AnsweredTokens[]): Generator<{ readonly feeds: Tensors; readonly length: number }> {
    const { batch } = this.options;
    for (let first = 0; first < dialogues.length; first += batch) {
      const part = dialogues.slice(first, first + batch);
      const rest = Array.from({ length: batch - part.length }, () => nothing);
      yield { feeds: this.#feeds([...part, ...rest]), length: part.length };
    }
  }

  #feeds(dialogues: readonly AnsweredTokens[]): Tensors {
    return batchOf(this.model.architecture.config, dialogues, this.options.tokens);
  }
}

/** Fills a batch that is not full. */
const nothing: AnsweredTokens = { ids: [0], answers: [false] };
