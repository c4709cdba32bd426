import type { QuickPickItem } from 'vscode';
import { formatCount } from '../../editor/numbers.ts';
import { UnderhoodError } from '../../errors.ts';
import { say } from '../../panels/language.ts';
import { type Duration, stepsWithin } from '../../training/recipe/duration.ts';
import { fineTuningMilliseconds, largestProposed } from '../../training/recipe/fineTuningTime.ts';
import { fineTuningSteps } from '../../training/recipe/presets.ts';
import type { ProposedModel } from '../../training/recipe/proposedModel.ts';
import { type Choices, newTranslator, type Question } from './choices.ts';
import { askChoice, askText } from './questions.ts';
import type { StepTimes } from './stepTimes.ts';
import { timeText } from './texts.ts';

/** So many times the usual number of steps are enough for any loss to stop falling. */
const plenty = 5;
const usualMinutes = 10;
const most = { steps: 10_000_000, minutes: 10_000 };

/** How long training is to take, by the answers. */
export function durationOf(choices: Choices, times: StepTimes): Duration {
  const usual = usualSteps(choices);
  const { ending, steps = usual, minutes = usualMinutes } = choices;
  if (ending === 'plateau') return { kind: 'plateau', steps: plenty * usual };
  if (ending !== 'minutes') return { kind: 'steps', steps };
  const time = stepTime(choices, times);
  return { kind: 'minutes', minutes, steps: time === undefined ? usual : stepsWithin(minutes, time) };
}

function usualSteps(choices: Choices): number {
  const size = newTranslator(choices) ? choices.translatorSize : choices.size;
  return choices.start === 'new' && size ? size.steps : fineTuningSteps;
}

/** Milliseconds of a step; undefined where it is not known. */
function stepTime(choices: Choices, times: StepTimes): number | undefined {
  const { start } = choices;
  const timed = timedFor(choices);
  const measured = timed && times.of(timed);
  return typeof start === 'object' && measured !== undefined ? fineTuningMilliseconds(start, measured) : measured;
}

/** The model by whose step it is told how long training takes: the chosen one, or what comes nearest to one that is trained on. */
function timedFor(choices: Choices): ProposedModel | undefined {
  const { start, newModel, size, translatorSize } = choices;
  if (typeof start === 'object') return largestProposed(start.kind);
  const kind = newTranslator(choices);
  if (kind) return translatorSize && { kind, size: translatorSize.name };
  return size && { kind: newModel === 'recurrent' ? 'recurrent' : 'gpt', size: size.name };
}

/** ` (about 3 min)`, or nothing. */
function aboutTime(steps: number, choices: Choices, times: StepTimes): string {
  const time = stepTime(choices, times);
  return time === undefined ? '' : say('train.about', { time: timeText(steps * time) });
}

/** What ends training. */
export function endingQuestion(times: StepTimes): Question {
  return {
    applies: () => true,
    ask: (choices, place) =>
      askChoice<QuickPickItem & { readonly ending: Duration['kind'] }, Choices>(place, {
        placeholder: say('train.ending'),
        items: () =>
          (['steps', 'minutes', 'plateau'] as const).map((ending) => {
            const { steps } = durationOf({ ...choices, ending }, times);
            const parameters = {
              steps: formatCount(steps),
              about: aboutTime(steps, choices, times),
              minutes: choices.minutes ?? usualMinutes,
            };
            return {
              ending,
              label: say(`train.ending.${ending}`),
              detail: say(`train.ending.${ending}Detail`, parameters),
            };
          }),
        isActive: ({ ending }) => ending === choices.ending,
        watch: (changed) => times.watch([timedFor(choices) ?? []].flat(), changed),
        read: ({ ending }) => ({ ...choices, ending }),
      }),
  };
}

/** How many steps, or minutes. */
export function amountQuestion(times: StepTimes): Question {
  return {
    applies: ({ ending }) => ending === 'steps' || ending === 'minutes',
    ask(choices, place) {
      if (choices.ending === 'minutes') {
        return askText<Choices>(place, {
          prompt: say('train.minutes'),
          value: String(choices.minutes ?? usualMinutes),
          read: (text) => ({ ...choices, minutes: amount(text, most.minutes, false) }),
        });
      }
      const { steps } = durationOf(choices, times);
      return askText<Choices>(place, {
        prompt: say('train.steps', { steps: formatCount(steps), about: aboutTime(steps, choices, times) }),
        value: String(steps),
        read: (text) => ({ ...choices, steps: amount(text, most.steps, true) }),
      });
    },
  };
}

/** A number above 0 that a person typed. Throws UnderhoodError where it is none. */
function amount(text: string, largest: number, isWhole: boolean): number {
  const value = Number(text.trim().replaceAll(/[,，_\s]/g, ''));
  const fits = value > 0 && value <= largest && (!isWhole || Number.isInteger(value));
  if (!fits)
    throw new UnderhoodError(isWhole ? 'train.count' : 'train.number', { text, largest: formatCount(largest) });
  return value;
}
