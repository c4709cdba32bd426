import type { QuickPickItem } from 'vscode';
import { formatCount } from '../../editor/numbers.ts';
import { UnderhoodError } from '../../errors.ts';
import { say } from '../../panels/language.ts';
import {
  type Duration,
  fineTuningMilliseconds,
  fineTuningSteps,
  sizes,
  stepsWithin,
} from '../../training/recipe/presets.ts';
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
function stepTime({ start, newModel, size }: Choices, times: StepTimes): number | undefined {
  if (start === undefined || (typeof start === 'object' && start.isTranslator)) return undefined;
  // What is measured is a GPT.
  if (start === 'new') return newModel === 'gpt' ? size && times.of(size.name) : undefined;
  const known = sizes.at(-1)!;
  const measured = times.of(known.name);
  return measured === undefined ? undefined : fineTuningMilliseconds(start, known, measured);
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
        watch: (changed) => times.watch(changed),
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
