import { UnderhoodError } from '../../errors.ts';
import { tokensInMemory } from '../../training/data/tokenSource.ts';
import type { ExperimentContext, Outcome, Run } from '../experiment.ts';
import type { weakToStrong } from '../experiments/weakToStrong.ts';
import type { SettingsOf } from '../field.ts';
import { smallTrainer } from '../gpt/smallGpt.ts';
import { message } from '../message.ts';
import { percent } from '../numbers.ts';
import { ChoiceModel, freshModel } from '../teaching/choiceModel.ts';
import { type ChoiceExample, type ChoiceText, choiceText, wordsBefore } from '../teaching/wordChoices.ts';
import type { TunedModel } from '../tuning/chatModel.ts';

type Settings = SettingsOf<typeof weakToStrong.fields>;

interface Accuracies {
  readonly weak: number;
  /** Of the larger one before it is taught anything but reading. */
  readonly before: number;
  readonly taught: number;
  readonly ceiling: number;
  /** Share of the labels it is taught that are right. */
  readonly labels: number;
}

const heldOut = 1000;
const weakSteps = 200;
const weakRate = 3e-3;
const strongRate = 1e-3;
const readingBatchTokens = 512;
/** Characters of stories that surely hold one of the words. */
const charactersPerExample = 200;

/**
 * Weak-to-strong generalisation (Burns et al. 2023) at the size of a few moments: a small model learns from few true labels,
 * a larger one that has read much learns from the small one's labels, and, for comparison, from true ones.
 */
export const runWeakToStrong: Run<typeof weakToStrong> = async (settings, context) => {
  const { weakExamples, examples, seed } = settings;
  const pair = pairOf(settings.pair);
  const text = choiceText(pair, (weakExamples + examples + heldOut) * charactersPerExample, seed);
  const [few, many, tested] = [
    text.examples.slice(0, weakExamples),
    text.examples.slice(weakExamples, weakExamples + examples),
    text.examples.slice(weakExamples + examples, weakExamples + examples + heldOut),
  ];
  if (tested.length < heldOut) throw new UnderhoodError('road.teaching.few', { found: tested.length, wanted: heldOut });
  const runtime = await context.runtime();
  const small = freshModel(gptOf(settings.weakWidth, 1, text), seed);
  const weak = await taught(small, few, { steps: weakSteps, learningRate: weakRate, seed }, 0, 0.15);
  const labels = await weak.label(many);
  const weakAccuracy = await weak.accuracy(tested);
  await weak.release();
  await context.step(0.15);

  const large = await reader(settings, text, context);
  const before = await taught(large, many, { steps: 0, learningRate: strongRate, seed }, 0.5, 0.5);
  const beforeAccuracy = await before.accuracy(tested);
  await before.release();
  const training = { steps: settings.steps, learningRate: strongRate, seed };
  const labelled = many.map((example, i) => ({ ...example, isSecond: labels[i] }));
  const fromWeak = await taught(large, labelled, training, 0.5, 0.75);
  const taughtAccuracy = await fromWeak.accuracy(tested);
  await fromWeak.release();
  const fromTruth = await taught(large, many, training, 0.75, 1);
  const ceiling = await fromTruth.accuracy(tested);
  await fromTruth.release();
  const right = labels.filter((label, i) => label === many[i].isSecond).length / labels.length;
  return outcome({ weak: weakAccuracy, before: beforeAccuracy, taught: taughtAccuracy, ceiling, labels: right });

  function taught(
    model: TunedModel,
    from: readonly ChoiceExample[],
    how: Parameters<typeof ChoiceModel.train>[4],
    start: number,
    end: number,
  ): Promise<ChoiceModel> {
    return ChoiceModel.train(runtime, model, text, from, how, (done) => context.step(start + (end - start) * done));
  }
};

function pairOf(text: string): readonly [string, string] {
  const words = text.toLowerCase().trim().split(/\s+/);
  if (words.length !== 2 || words[0] === words[1]) throw new UnderhoodError('road.teaching.pair', { text });
  return [words[0], words[1]];
}

function gptOf(width: number, layers: number, { vocabularySize }: ChoiceText) {
  return { width, layers, heads: width % 4 === 0 ? 4 : 1, tokens: wordsBefore, vocabularySize };
}

/** The larger model, after it has read other stories word by word, as any language model does. */
async function reader(settings: Settings, text: ChoiceText, context: ExperimentContext): Promise<TunedModel> {
  const { strongWidth, readingSteps, seed } = settings;
  const gpt = gptOf(strongWidth, 2, text);
  if (readingSteps === 0) return freshModel(gpt, seed);
  // The stories of the weak one's examples: what is held out stays unread.
  const read = tokensInMemory(text.ids.subarray(0, Math.floor(text.ids.length * readShare(settings))));
  const training = { batchTokens: readingBatchTokens, steps: readingSteps, seed, evaluateTokens: 1000 };
  const trainer = await smallTrainer(await context.runtime(), gpt, training, read, read);
  try {
    for (let step = 0; step < readingSteps; step++) {
      if (!(await trainer.advance()).isFinite) throw new UnderhoodError('road.diverged', { step });
      await context.step(0.15 + (0.35 * (step + 1)) / readingSteps);
    }
    const parameters = trainer.parameters.map((parameter) => ({
      ...parameter,
      data: Float32Array.from(parameter.data),
    }));
    return { architecture: freshModel(gpt, seed).architecture, parameters };
  } finally {
    await trainer.release();
  }
}

function readShare({ weakExamples, examples }: Settings): number {
  return (weakExamples + examples) / (weakExamples + examples + heldOut);
}

function outcome({ weak, before, taught, ceiling, labels }: Accuracies): Outcome {
  const gap = ceiling - weak;
  const recovered = gap > 0 ? (taught - weak) / gap : undefined;
  const parameters = {
    weak: percent(weak),
    taught: percent(taught),
    ceiling: percent(ceiling),
    recovered: recovered === undefined ? '–' : percent(recovered, 0),
  };
  return {
    headline: message('weak-to-strong.headline', parameters),
    verdicts: [
      {
        claim: message('weak-to-strong.claim.better'),
        verdict: taught > weak + 0.01 ? 'true' : taught > weak ? 'roughly' : 'false',
        reason: message('weak-to-strong.reason.better', { ...parameters, labels: percent(labels) }),
      },
      {
        claim: message('weak-to-strong.claim.all'),
        verdict: recovered === undefined || recovered < 0.5 ? 'false' : recovered >= 0.95 ? 'true' : 'roughly',
        reason: message('weak-to-strong.reason.all', parameters),
      },
    ],
    views: [
      {
        kind: 'bars',
        title: message('weak-to-strong.barsView'),
        value: { title: message('weak-to-strong.accuracy'), from: 0, to: 100 },
        bars: [
          { name: message('weak-to-strong.weak'), value: 100 * weak },
          { name: message('weak-to-strong.before'), value: 100 * before },
          { name: message('weak-to-strong.taught'), value: 100 * taught, isMarked: true },
          { name: message('weak-to-strong.ceiling'), value: 100 * ceiling },
        ],
      },
    ],
  };
}
