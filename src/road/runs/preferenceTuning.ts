import type { Runtime } from '../../engine/runtime.ts';
import type { ExperimentContext, Outcome, Run } from '../experiment.ts';
import type { preferenceTuning } from '../experiments/preferenceTuning.ts';
import type { SettingsOf } from '../field.ts';
import { literal, type Message, message } from '../message.ts';
import { percent } from '../numbers.ts';
import { bundledDialogues, type MannerPair, mannerOf, mannerPairs } from '../tuning/bundledDialogues.ts';
import { Answerer, type ChatModel, chatModel } from '../tuning/chatModel.ts';
import { templated } from '../tuning/dialogue.ts';
import { type Pair, PreferenceTuning } from '../tuning/preference.ts';
import { SupervisedTuning } from '../tuning/supervised.ts';
import type { View } from '../view.ts';

type Settings = SettingsOf<typeof preferenceTuning.fields>;

const tokens = 48;
const batch = 8;
const supervisedRate = 1e-3;
const measurements = 8;
/** Questions that are asked before and after, at most, beside those that are held out. */
const asked = 8;
/** Of all work, what tuning on dialogues is. */
const supervisedShare = 0.5;

interface Measured {
  readonly prompts: readonly string[];
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly steps: readonly number[];
  /** How much more likely the preferred answer of held-out pairs has become, mean, nats. */
  readonly gains: readonly number[];
  /** Share of held-out pairs of which the preferred answer has become more likely than the other. */
  readonly agreement: number;
}

/** First teaches the chosen model to answer, in either manner; then shows it pairs, one answer of which is preferred. */
export const runPreferenceTuning: Run<typeof preferenceTuning> = async (settings, context) => {
  const open = await context.model();
  const runtime = await context.runtime();
  const model = await answering(settings, await chatModel(open), runtime, context);
  const { training, heldOut } = mannerPairs(settings.pairs, settings.seed);
  const tuning = await PreferenceTuning.compile(runtime, model, pairsOf(training, settings, model), {
    ...settings,
    batch,
    tokens: Math.min(tokens, model.architecture.config.contextLength),
  });
  const answerer = await Answerer.compile(runtime, model, tuning.parameters, (id) => open.tokenizer.bytesOf(id));
  try {
    const tested = pairsOf(heldOut, settings, model);
    const prompts = [...new Set([...heldOut, ...training].map((pair) => pair.asked))].slice(0, heldOut.length + asked);
    const reference = await tuning.margins(tested);
    const before = await answers(answerer, prompts, context);
    const steps: number[] = [];
    const gains: number[] = [];
    for (let step = 0; ; step++) {
      const isLast = step === settings.steps;
      if (step % Math.ceil(settings.steps / measurements) === 0 || isLast) {
        const moved = (await tuning.margins(tested)).map((margin, i) => margin - reference[i]);
        steps.push(step);
        gains.push(moved.reduce((sum, gain) => sum + gain, 0) / moved.length);
        const agreement = moved.filter((gain) => gain > 0).length / moved.length;
        if (isLast) {
          const after = await answers(answerer, prompts, context);
          return outcome({ prompts, before, after, steps, gains, agreement }, settings, true);
        }
        const now = { prompts, before, after: before, steps, gains, agreement };
        await context.step(progress(step), step > 0 ? outcome(now, settings, false) : undefined);
      }
      await tuning.advance();
      await context.step(progress(step + 1));
    }
  } finally {
    await answerer.release();
    await tuning.release();
  }

  function progress(step: number): number {
    return supervisedShare + ((1 - supervisedShare) * step) / settings.steps;
  }
};

/** The model after tuning on dialogues of which half are kind and half are gruff. */
async function answering(
  { dialogues, supervisedSteps, seed }: Settings,
  model: ChatModel,
  runtime: Runtime,
  context: ExperimentContext,
): Promise<ChatModel> {
  const manners = (['kind', 'gruff'] as const).map((manner, i) => {
    return bundledDialogues(Math.ceil(dialogues / 2), seed + i, manner).training;
  });
  const sequences = manners.flat().map((dialogue) => templated(dialogue, model.tokenizer));
  const options = { steps: supervisedSteps, batch, tokens, learningRate: supervisedRate, seed };
  const tuning = await SupervisedTuning.compile(runtime, model, sequences, options);
  try {
    for (let step = 0; step < supervisedSteps; step++) {
      await tuning.advance();
      await context.step((supervisedShare * (step + 1)) / supervisedSteps);
    }
    return { ...model, parameters: tuning.parameters };
  } finally {
    await tuning.release();
  }
}

function pairsOf(pairs: readonly MannerPair[], { prefer }: Settings, { tokenizer }: ChatModel): Pair[] {
  return pairs.map(({ kind, gruff }) => {
    const [first, second] = prefer === 'kind' ? [kind, gruff] : [gruff, kind];
    return { preferred: templated(first, tokenizer), other: templated(second, tokenizer) };
  });
}

async function answers(answerer: Answerer, prompts: readonly string[], context: ExperimentContext): Promise<string[]> {
  const found: string[] = [];
  for (const prompt of prompts) {
    found.push(await answerer.answer(prompt));
    await context.step(supervisedShare);
  }
  return found;
}

function outcome(
  { prompts, before, after, steps, gains, agreement }: Measured,
  { prefer }: Settings,
  isDone: boolean,
): Outcome {
  const share = (said: readonly string[]) => said.filter((answer) => mannerOf(answer) === prefer).length / said.length;
  const manner = message(`preference-tuning.prefer.${prefer}`);
  const [then, now] = [share(before), share(after)];
  return {
    headline: isDone
      ? message('preference-tuning.headline', { manner, before: percent(then, 0), after: percent(now, 0) })
      : message('preference-tuning.underWay', { gain: gains.at(-1)! }),
    verdicts: isDone
      ? [
          {
            claim: message('preference-tuning.claim', { manner }),
            verdict: now > then && now >= 0.9 ? 'true' : now > then ? 'roughly' : 'false',
            reason: message('preference-tuning.reason', {
              before: percent(then, 0),
              after: percent(now, 0),
              agreement: percent(agreement, 0),
            }),
          },
        ]
      : undefined,
    views: [...(isDone ? [answersView(prompts, before, after)] : []), gainsView(steps, gains)],
  };
}

function answersView(prompts: readonly string[], before: readonly string[], after: readonly string[]): View {
  const columns: Message[] = [
    message('dialogue-tuning.prompt'),
    message('dialogue-tuning.before'),
    message('dialogue-tuning.after'),
  ];
  const rows = prompts.map((prompt, i) => [prompt, before[i], after[i]].map(literal));
  return { kind: 'table', title: message('dialogue-tuning.answersView'), columns, rows };
}

function gainsView(steps: readonly number[], gains: readonly number[]): View {
  return {
    kind: 'plot',
    title: message('preference-tuning.gainsView'),
    x: { title: message('dialogue-tuning.step') },
    y: { title: message('preference-tuning.gain') },
    lines: [{ name: message('preference-tuning.heldOut'), x: [...steps], y: [...gains] }],
  };
}
