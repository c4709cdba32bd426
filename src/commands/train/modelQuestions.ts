import * as vscode from 'vscode';
import { formatCount } from '../../editor/numbers.ts';
import { UnderhoodError } from '../../errors.ts';
import { sentence } from '../../localisation.ts';
import type { ModelChoice } from '../../modelProcess/modelChoice.ts';
import { currentLanguage, say } from '../../panels/language.ts';
import { canFill, fittingBpe, isShortOfText, parameterCount, type Size, sizes } from '../../training/recipe/presets.ts';
import type { TextSurvey } from '../../training/recipe/survey.node.ts';
import { anyFolder, type ModelItem, modelItems } from '../chooseModel.ts';
import type { Choices, Question } from './choices.ts';
import { askChoice } from './questions.ts';
import type { StepTimes } from './stepTimes.ts';
import { largeCount, timeText } from './texts.ts';
import { readTrainedModel } from './trainedModel.ts';

interface StartItem extends ModelItem {
  readonly isNew?: true;
}

/** A new model, or a trained one to go on from. */
export function startQuestion(choice: ModelChoice): Question {
  return {
    applies: () => true,
    ask: (choices, place) =>
      askChoice<StartItem, Choices>(place, {
        placeholder: say('train.start'),
        items: async () => [
          { label: `$(add) ${say('train.start.new')}`, detail: say('train.start.newDetail'), isNew: true },
          { label: say('train.start.from'), kind: vscode.QuickPickItemKind.Separator },
          ...(await modelItems(choice)),
        ],
        isActive: ({ folder }) =>
          typeof choices.start === 'object' && folder !== undefined && folder === choices.start.folder,
        async read({ isNew, folder: listed }) {
          if (isNew) return { ...choices, start: 'new' };
          const folder = listed ?? (await anyFolder());
          return folder === undefined ? undefined : { ...choices, start: await readTrainedModel(folder) };
        },
      }),
  };
}

/** How large a new model is. How long each takes is filled in as soon as it is measured. */
export function sizeQuestion(times: StepTimes): Question {
  return {
    applies: ({ start }) => start === 'new',
    ask: (choices, place) =>
      askChoice<vscode.QuickPickItem & { readonly size: Size }, Choices>(place, {
        placeholder: say('train.size'),
        items: () =>
          sizes.map((size) => ({
            size,
            label: say('train.size.parameters', { count: largeCount(parametersOf(size, choices.survey)) }),
            description: say('train.size.shape', { layers: size.layers, heads: size.heads, width: size.width }),
            detail: [timeOf(size, times), warningOf(size, choices.survey)].filter(Boolean).join('  '),
          })),
        isActive: ({ size }) => size === (choices.size ?? sizes[1]),
        watch: (changed) => times.watch(changed),
        read(item) {
          requireText(item.size, choices.survey);
          return { ...choices, size: item.size };
        },
      }),
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

function timeOf({ name, steps }: Size, times: StepTimes): string {
  const milliseconds = times.of(name);
  if (milliseconds !== undefined) {
    return say('train.size.time', { time: timeText(steps * milliseconds), steps: formatCount(steps) });
  }
  if (times.error === undefined) return say('train.size.measuring');
  return say('train.size.unmeasured', { reason: sentence(currentLanguage(), times.error) });
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
  applies: ({ start }) => start === 'new',
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
