import type { Runtime } from '../../engine/runtime.ts';
import { Random } from '../../random.ts';
import { initialParameters } from '../../training/parameters.ts';
import { gptConfig, gptFamily, type SmallGpt } from '../gpt/smallGpt.ts';
import type { AnsweredTokens } from '../tuning/answerBatch.ts';
import type { TunedModel } from '../tuning/chatModel.ts';
import { SupervisedTuning } from '../tuning/supervised.ts';
import { type ChoiceExample, type ChoiceText, wordsBefore } from './wordChoices.ts';

interface ChoiceTraining {
  readonly steps: number;
  readonly learningRate: number;
  readonly seed: number;
}

const batch = 32;

/** A model that knows nothing. */
export function freshModel(gpt: SmallGpt, seed: number): TunedModel {
  const config = gptConfig(gpt);
  const specs = gptFamily.parameters(config).filter(({ optional }) => !optional);
  return { architecture: { family: gptFamily, config }, parameters: initialParameters(specs, new Random(seed)) };
}

/** A model that has learned to choose between two words from labelled examples. */
export class ChoiceModel {
  private constructor(
    private readonly tuning: SupervisedTuning,
    private readonly text: ChoiceText,
  ) {}

  /**
   * @param examples with the labels that are taught, right or wrong
   * @param onStep told after each step how far it is, 0 … 1
   */
  static async train(
    runtime: Runtime,
    model: TunedModel,
    text: ChoiceText,
    examples: readonly ChoiceExample[],
    { steps, learningRate, seed }: ChoiceTraining,
    onStep: (done: number) => Promise<void>,
  ): Promise<ChoiceModel> {
    const sequences = examples.map((example) => sequenceOf(text, example, example.isSecond));
    const options = { steps, batch, tokens: wordsBefore, learningRate, seed };
    const tuning = await SupervisedTuning.compile(runtime, model, sequences, options);
    try {
      for (let step = 0; step < steps; step++) {
        await tuning.advance();
        await onStep((step + 1) / steps);
      }
    } catch (error) {
      await tuning.release();
      throw error;
    }
    return new ChoiceModel(tuning, text);
  }

  /** What it holds for likelier, for each example: whether that is the second. */
  async label(examples: readonly ChoiceExample[]): Promise<boolean[]> {
    const surprises = (isSecond: boolean) =>
      this.tuning.surprises(examples.map((example) => sequenceOf(this.text, example, isSecond)));
    const [first, second] = [await surprises(false), await surprises(true)];
    return first.map((surprise, i) => second[i] < surprise);
  }

  /** Share of examples that it labels rightly. */
  async accuracy(examples: readonly ChoiceExample[]): Promise<number> {
    const labels = await this.label(examples);
    return labels.filter((label, i) => label === examples[i].isSecond).length / examples.length;
  }

  release(): Promise<void> {
    return this.tuning.release();
  }
}

/** The words before, then the label of the one that is chosen, which alone is to be said. */
function sequenceOf(
  { firstLabel, secondLabel }: ChoiceText,
  { before }: ChoiceExample,
  isSecond: boolean,
): AnsweredTokens {
  return { ids: [...before, isSecond ? secondLabel : firstLabel], answers: [...before.map(() => false), true] };
}
