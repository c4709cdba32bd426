import * as vscode from 'vscode';
import { formatCount } from '../../editor/numbers.ts';
import { UnderhoodError } from '../../errors.ts';
import type { ModelChoice } from '../../modelProcess/modelChoice.ts';
import { say } from '../../panels/language.ts';
import {
  canFill,
  fittingBpe,
  isShortOfText,
  parameterCount,
  recurrentModelOf,
  type Size,
  sizes,
} from '../../training/recipe/presets.ts';
import type { TextSurvey } from '../../training/recipe/survey.node.ts';
import { folderOf, type ModelItem, modelItems } from '../chooseModel.ts';
import type { HubParts } from '../hub/modelFromHub.ts';
import { type Choices, type NewModel, newTranslator, type Question } from './choices.ts';
import { askChoice } from './questions.ts';
import type { StepTimes } from './stepTimes.ts';
import { largeCount, timeOf } from './texts.ts';
import { readTrainedModel } from './trainedModel.ts';

interface StartItem extends ModelItem {
  readonly newModel?: NewModel;
}

const newModels: readonly (readonly [NewModel, string])[] = [
  ['gpt', '$(add)'],
  ['recurrent', '$(history)'],
  ['sequenceToSequence', '$(arrow-right)'],
  ['additive', '$(arrow-swap)'],
  ['transformer', '$(comment-discussion)'],
];

/** A new model, or a trained one to go on from. */
export function startQuestion({ choice, ...parts }: HubParts & { readonly choice: ModelChoice }): Question {
  return {
    applies: () => true,
    ask: (choices, place) =>
      askChoice<StartItem, Choices>(place, {
        placeholder: say('train.start'),
        items: async () => [
          ...newModels.map(([newModel, icon]) => ({
            newModel,
            label: `${icon} ${say(`train.start.${newModel}`)}`,
            detail: say(`train.start.${newModel}Detail`),
          })),
          { label: say('train.start.from'), kind: vscode.QuickPickItemKind.Separator },
          ...(await modelItems(choice)),
        ],
        isActive: ({ folder, newModel }) =>
          typeof choices.start === 'object'
            ? folder !== undefined && folder === choices.start.folder
            : newModel !== undefined && newModel === choices.newModel,
        async read({ newModel, ...item }) {
          if (newModel) return { ...choices, start: 'new', newModel };
          const folder = await folderOf(parts, item);
          return folder === undefined ? undefined : { ...choices, start: await readTrainedModel(folder) };
        },
      }),
  };
}

/** How large a new model is. How long each takes is filled in as soon as it is measured. */
export function sizeQuestion(times: StepTimes): Question {
  return {
    applies: (choices) => choices.start === 'new' && !newTranslator(choices),
    ask(choices, place) {
      const kind = choices.newModel === 'recurrent' ? 'recurrent' : 'gpt';
      const timed = ({ name }: Size) => ({ kind, size: name }) as const;
      return askChoice<vscode.QuickPickItem & { readonly size: Size }, Choices>(place, {
        placeholder: say('train.size'),
        items: () =>
          sizes.map((size) => ({
            size,
            label: say('train.size.parameters', { count: largeCount(parametersOf(size, choices.survey)) }),
            description: shapeOf(size, choices),
            detail: [timeOf(timed(size), size.steps, times), warningOf(size, choices.survey)]
              .filter(Boolean)
              .join('  '),
          })),
        isActive: ({ size }) => size === (choices.size ?? sizes[1]),
        watch: (changed) => times.watch(sizes.map(timed), changed),
        read(item) {
          requireText(item.size, choices.survey);
          return { ...choices, size: item.size };
        },
      });
    },
  };
}

/** Throws UnderhoodError where the text does not hold a sequence of the size's length, with or without a BPE. */
function requireText({ context }: Size, survey: TextSurvey | undefined): void {
  if (survey && !canFill(context, survey.characters)) {
    throw new UnderhoodError('train.tooShort', { characters: survey.characters, context });
  }
}

/** With characters as tokens; a BPE makes it larger. */
function parametersOf(size: Size, survey: TextSurvey | undefined): number {
  return parameterCount(size, survey?.differentCharacters ?? 0);
}

function shapeOf(size: Size, { newModel }: Choices): string {
  const { layers, heads, width } = size;
  if (newModel !== 'recurrent') return say('train.size.shape', { layers, heads, width });
  return say('train.size.state', { hidden: Number(recurrentModelOf(size).hidden_size), width });
}

function warningOf(size: Size, survey: TextSurvey | undefined): string | undefined {
  // A lower bound only must not warn.
  if (!survey?.isWhole || !isShortOfText(survey.characters, parametersOf(size, survey))) return undefined;
  const share = survey.characters / parametersOf(size, survey);
  return `$(warning) ${say('train.size.short', { share: share.toPrecision(1) })}`;
}

interface TokenizerItem extends vscode.QuickPickItem {
  readonly tokenizer: 'characters' | 'bpe';
}

/** What the tokens of a new model are. */
export const tokenizerQuestion: Question = {
  applies: (choices) => choices.start === 'new' && !newTranslator(choices),
  ask: (choices, place) =>
    askChoice<TokenizerItem, Choices>(place, {
      placeholder: say('train.tokenizer'),
      items: (): TokenizerItem[] => {
        const { characters, bpe } = vocabularySizes(choices);
        return [
          {
            tokenizer: 'characters',
            label: say('train.tokenizer.characters'),
            description: say('train.tokenizer.tokens', { count: formatCount(characters) }),
            detail: say('train.tokenizer.charactersDetail'),
          },
          {
            tokenizer: 'bpe',
            label: say('train.tokenizer.bpe'),
            description: say('train.tokenizer.tokens', { count: formatCount(bpe) }),
            detail: say('train.tokenizer.bpeDetail'),
          },
        ];
      },
      isActive: ({ tokenizer }) => tokenizer === choices.tokenizer,
      read: ({ tokenizer }) => ({ ...choices, tokenizer }),
    }),
};

/** How many tokens the vocabulary would have of either kind, about. */
function vocabularySizes({ survey, size }: Choices): { readonly characters: number; readonly bpe: number } {
  const { characters = 0, differentCharacters = 0 } = survey ?? {};
  return { characters: differentCharacters, bpe: fittingBpe(characters, size ?? sizes[0]) };
}
