import { UnderhoodError } from '../../errors.ts';
import { type TokenSource, tokensInMemory } from '../../training/data/tokenSource.ts';
import { Evaluation } from '../../training/evaluation.ts';
import { languageObjective } from '../../training/objective.ts';
import { sampleDocuments } from '../../training/samples/sampleCorpus.ts';
import type { ExperimentContext, Outcome, Run } from '../experiment.ts';
import type { dialogueTuning } from '../experiments/dialogueTuning.ts';
import type { SettingsOf } from '../field.ts';
import { literal, message } from '../message.ts';
import { fixed } from '../numbers.ts';
import { bundledDialogues } from '../tuning/bundledDialogues.ts';
import { Answerer, type ChatModel, chatModel } from '../tuning/chatModel.ts';
import { type Dialogue, parseDialogues, templated } from '../tuning/dialogue.ts';
import { SupervisedTuning } from '../tuning/supervised.ts';
import type { View } from '../view.ts';

type Settings = SettingsOf<typeof dialogueTuning.fields>;

/** Of a user's dialogues, every so many is held out. */
const heldOutEvery = 10;
const measurements = 8;
/** Raw texts on which forgetting is measured. */
const remembered = ['english-stories', 'chinese-stories'] as const;
const rememberedCharacters = 6000;
const headlineCharacters = 60;
/** What is left of the loss on held-out answers, at most, where a model has learned to answer. */
const learned = 0.25;

interface Measured {
  /** How many it learned from. */
  readonly dialogues: number;
  readonly steps: readonly number[];
  /** Loss on held-out answers, nats a token. */
  readonly losses: readonly number[];
  readonly prompts: readonly string[];
  /** What the model answers: before, and as it is now. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Loss on each raw text, nats a token. */
  readonly rawBefore: readonly number[];
  readonly rawAfter: readonly number[];
}

/** Tunes the chosen model on dialogues, and asks it the same before and after. */
export const runDialogueTuning: Run<typeof dialogueTuning> = async (settings, context) => {
  const open = await context.model();
  const runtime = await context.runtime();
  const model = await chatModel(open);
  const { training, heldOut } = await dialoguesFor(settings, model, context);
  const prompts = settings.prompts.split('|').map((prompt) => prompt.trim());
  const tuning = await SupervisedTuning.compile(runtime, model, training, tuningOptions(settings, model));
  const answerer = await Answerer.compile(runtime, model, tuning.parameters, (id) => open.tokenizer.bytesOf(id));
  const raw = await rawTexts(model);
  const evaluation = await rawEvaluation();
  try {
    const before = await answers();
    const rawBefore = await rawLosses();
    const steps: number[] = [];
    const losses: number[] = [];
    const outcomeNow = async (isDone: boolean) => {
      const [dialogues, after, rawAfter] = [training.length, await answers(), await rawLosses()];
      const now = { dialogues, steps, losses, prompts, before, after, rawBefore, rawAfter };
      return outcome(now, isDone);
    };
    for (let step = 0; ; step++) {
      const isLast = step === settings.steps;
      if (step % Math.ceil(settings.steps / measurements) === 0 || isLast) {
        steps.push(step);
        losses.push(await tuning.loss(heldOut));
        if (isLast) return await outcomeNow(true);
        await context.step(step / settings.steps, await outcomeNow(false));
      }
      await tuning.advance();
      await context.step((step + 1) / settings.steps);
    }
  } finally {
    await answerer.release();
    await evaluation.release();
    await tuning.release();
  }

  async function answers(): Promise<string[]> {
    const found: string[] = [];
    for (const prompt of prompts) {
      found.push(await answerer.answer(prompt));
      await context.step(0);
    }
    return found;
  }

  async function rawLosses(): Promise<number[]> {
    const found: number[] = [];
    for (const text of raw) {
      const { nats, tokens } = await evaluation.loss(text);
      found.push(nats / tokens);
    }
    return found;
  }

  function rawEvaluation(): Promise<Evaluation> {
    const { family, config } = model.architecture;
    const shape = { batch: 8, tokens: Math.min(64, config.contextLength) };
    return Evaluation.compile(runtime, languageObjective(family, config), tuning.parameters, shape);
  }
};

function tuningOptions(settings: Settings, { architecture: { config } }: ChatModel) {
  return { ...settings, tokens: Math.min(settings.tokens, config.contextLength) };
}

async function dialoguesFor(settings: Settings, { tokenizer }: ChatModel, context: ExperimentContext) {
  const { training, heldOut } = settings.file === '' ? bundled(settings) : await own(settings.file, context);
  const tokens = (dialogues: readonly Dialogue[]) => {
    const all = dialogues.map((dialogue) => templated(dialogue, tokenizer));
    // What begins behind the cut is no answer that could be learned.
    return all.filter(({ answers }) => answers.slice(0, settings.tokens + 1).includes(true));
  };
  const found = { training: tokens(training), heldOut: tokens(heldOut) };
  if (found.training.length === 0 || found.heldOut.length === 0) {
    throw new UnderhoodError('road.tooFewDialogues', { tokens: settings.tokens, fewest: heldOutEvery });
  }
  return found;
}

function bundled({ dialogues, seed }: Settings) {
  return bundledDialogues(dialogues, seed);
}

async function own(file: string, context: ExperimentContext) {
  const dialogues = parseDialogues(new TextDecoder().decode(await context.readFile(file)));
  const isHeldOut = (index: number) => index % heldOutEvery === heldOutEvery - 1;
  return {
    training: dialogues.filter((_, index) => !isHeldOut(index)),
    heldOut: dialogues.filter((_, index) => isHeldOut(index)),
  };
}

async function rawTexts({ tokenizer }: ChatModel): Promise<TokenSource[]> {
  return remembered.map((name) => {
    const text = [...sampleDocuments(name, { characters: rememberedCharacters, seed: 1 })].join('');
    return tokensInMemory(Int32Array.from([tokenizer.end, ...tokenizer.encode(text)]));
  });
}

function outcome(measured: Measured, isDone: boolean): Outcome {
  const { dialogues, losses, prompts, after, rawBefore, rawAfter } = measured;
  const [first, last] = [losses[0], losses.at(-1)!];
  const forgot = rawAfter.filter((loss, i) => loss > rawBefore[i] * 1.01).length;
  return {
    headline: message('dialogue-tuning.headline', {
      before: fixed(first, 2),
      after: fixed(last, 2),
      prompt: prompts[0],
      answer: oneLine(after[0]),
    }),
    verdicts: isDone
      ? [
          {
            claim: message('dialogue-tuning.claim.answers', { dialogues }),
            verdict: last < learned * first ? 'true' : last < first ? 'roughly' : 'false',
            reason: message('dialogue-tuning.reason.answers', { before: fixed(first, 3), after: fixed(last, 3) }),
          },
          {
            claim: message('dialogue-tuning.claim.forgets'),
            verdict: forgot === rawBefore.length ? 'true' : forgot > 0 ? 'roughly' : 'false',
            reason: message('dialogue-tuning.reason.forgets', {
              english: `${fixed(rawBefore[0], 3)} → ${fixed(rawAfter[0], 3)}`,
              chinese: `${fixed(rawBefore[1], 3)} → ${fixed(rawAfter[1], 3)}`,
            }),
          },
        ]
      : undefined,
    views: views(measured),
  };
}

/** A headline has room for one short line. */
function oneLine(answer: string): string {
  const line = answer.replace(/\s+/g, ' ');
  return line.length > headlineCharacters ? `${line.slice(0, headlineCharacters)}…` : line;
}

function views({ steps, losses, prompts, before, after, rawBefore, rawAfter }: Measured): View[] {
  return [
    {
      kind: 'table',
      title: message('dialogue-tuning.answersView'),
      columns: [message('dialogue-tuning.prompt'), message('dialogue-tuning.before'), message('dialogue-tuning.after')],
      rows: prompts.map((prompt, i) => [prompt, before[i], after[i]].map(literal)),
    },
    {
      kind: 'plot',
      title: message('dialogue-tuning.lossView'),
      x: { title: message('dialogue-tuning.step') },
      y: { title: message('dialogue-tuning.loss'), from: 0 },
      lines: [{ name: message('dialogue-tuning.heldOut'), x: [...steps], y: [...losses] }],
    },
    {
      kind: 'table',
      title: message('dialogue-tuning.forgottenView'),
      columns: [
        message('dialogue-tuning.rawText'),
        message('dialogue-tuning.before'),
        message('dialogue-tuning.after'),
      ],
      rows: remembered.map((name, i) => [message(`dialogue-tuning.${name}`), rawBefore[i], rawAfter[i]]),
    },
  ];
}
