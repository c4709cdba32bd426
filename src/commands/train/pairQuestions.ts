import path from 'node:path';
import * as vscode from 'vscode';
import { formatCount } from '../../editor/numbers.ts';
import { say } from '../../panels/language.ts';
import { type PairSurvey, surveyPairs } from '../../training/recipe/pairSurvey.node.ts';
import type { ProposedModel } from '../../training/recipe/proposedModel.ts';
import { type TranslatorSize, translatorSizes, vocabularyOf } from '../../training/recipe/translatorPresets.ts';
import { type Choices, type Data, needsPairs, newTranslator, type Question } from './choices.ts';
import { askChoice } from './questions.ts';
import type { StepTimes } from './stepTimes.ts';
import type { Surroundings } from './surroundings.ts';
import { largeCount, timeOf } from './texts.ts';

type PairFiles = Extract<Data, { kind: 'pairs' }>['files'];

interface FilesItem extends vscode.QuickPickItem {
  /** Undefined: the person changed their mind. */
  take(): Promise<PairFiles | undefined>;
}

/** Which pairs of sentences are learned from. */
export function pairsQuestion({ document }: Surroundings): Question {
  const { file } = document ?? {};
  return {
    applies: needsPairs,
    ask: (choices, place) =>
      askChoice<FilesItem, Choices>(place, {
        placeholder: say('train.pairs'),
        items: () => [
          ...(file === undefined
            ? []
            : [
                {
                  label: `$(file) ${say('train.data.file')}`,
                  description: path.basename(file),
                  detail: say('train.pairs.columns'),
                  take: async (): Promise<PairFiles> => [file],
                },
              ]),
          {
            label: `$(file) ${say('train.data.otherFile')}`,
            detail: say('train.pairs.columns'),
            async take(): Promise<PairFiles | undefined> {
              const chosen = await askFile('train.pairs');
              return chosen === undefined ? undefined : [chosen];
            },
          },
          {
            label: `$(files) ${say('train.pairs.two')}`,
            detail: say('train.pairs.twoDetail'),
            async take(): Promise<PairFiles | undefined> {
              const source = await askFile('train.pairs.first');
              const target = source === undefined ? undefined : await askFile('train.pairs.second');
              return source === undefined || target === undefined ? undefined : [source, target];
            },
          },
        ],
        async read(item) {
          const files = await item.take();
          if (!files) return undefined;
          const pairs = await surveyPairs(files);
          return { ...choices, source: 'pairs', pairs, data: { kind: 'pairs', files, isTurned: false } };
        },
      }),
  };
}

async function askFile(title: 'train.pairs' | 'train.pairs.first' | 'train.pairs.second'): Promise<string | undefined> {
  const [file] = (await vscode.window.showOpenDialog({ title: say(title) })) ?? [];
  return file?.fsPath;
}

/** From which side to which. */
export const directionQuestion: Question = {
  applies: (choices) => needsPairs(choices) && choices.data?.kind === 'pairs',
  ask(choices, place) {
    const { data, pairs } = choices;
    if (data?.kind !== 'pairs' || !pairs) throw new Error('no pairs were chosen');
    const { source, target } = pairs.example;
    return askChoice<vscode.QuickPickItem & { readonly isTurned: boolean }, Choices>(place, {
      placeholder: say('train.direction', { count: formatCount(pairs.pairs) }),
      items: () => [
        { label: say('train.direction.from', { source, target }), isTurned: false },
        { label: say('train.direction.from', { source: target, target: source }), isTurned: true },
      ],
      isActive: ({ isTurned }) => isTurned === data.isTurned,
      read: ({ isTurned }) => ({ ...choices, data: { ...data, isTurned } }),
    });
  },
};

/** How large a new translator is. How long each takes is filled in as soon as it is measured. */
export function translatorSizeQuestion(times: StepTimes): Question {
  return {
    applies: (choices) => newTranslator(choices) !== undefined,
    ask(choices, place) {
      const kind = newTranslator(choices);
      if (!kind) throw new Error('no translator was chosen');
      const timed = ({ name }: TranslatorSize): ProposedModel => ({ kind, size: name });
      return askChoice<vscode.QuickPickItem & { readonly size: TranslatorSize }, Choices>(place, {
        placeholder: say('train.translatorSize'),
        items: () =>
          translatorSizes.map((size) => ({
            size,
            label: say(`train.translatorSize.${size.name}`),
            description: shapeOf(size, choices),
            detail: [
              timeOf(timed(size), size.steps, times),
              say('train.translatorSize.detail', vocabulariesOf(choices.pairs)),
            ].join('  '),
          })),
        isActive: ({ size }) => size.name === (choices.translatorSize ?? translatorSizes[0]).name,
        watch: (changed) => times.watch(translatorSizes.map(timed), changed),
        read: ({ size }) => ({ ...choices, translatorSize: size }),
      });
    },
  };
}

function shapeOf({ layers, heads, width, hidden }: TranslatorSize, choices: Choices): string {
  if (newTranslator(choices) === 'transformer') return say('train.translatorSize.shape', { layers, heads, width });
  return say('train.size.state', { hidden, width });
}

function vocabulariesOf(pairs: PairSurvey | undefined): { readonly source: string; readonly target: string } {
  const [source, target] = (pairs?.sides ?? []).map(vocabularyOf);
  return { source: largeCount(source ?? 0), target: largeCount(target ?? 0) };
}
