import type { Duration } from '../../training/recipe/duration.ts';
import type { PairSurvey } from '../../training/recipe/pairSurvey.node.ts';
import type { Size } from '../../training/recipe/presets.ts';
import { isTranslatorKind } from '../../training/recipe/proposedModel.ts';
import type { SampleName } from '../../training/recipe/recipe.ts';
import type { TextSurvey } from '../../training/recipe/survey.node.ts';
import type { TranslatorKind, TranslatorSize } from '../../training/recipe/translatorPresets.ts';
import type { Answer, Place } from './questions.ts';
import { back } from './questions.ts';
import type { TrainedModel } from './trainedModel.ts';

/** What is trained on, with absolute paths. */
export type Data =
  /** @param folder where the text comes from, if that is a folder */
  | { readonly kind: 'text'; readonly text: string; readonly name: string; readonly folder?: string }
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'folder'; readonly folder: string; readonly glob: string }
  | { readonly kind: 'sample'; readonly name: SampleName }
  /** @param files one of columns, or two whose lines belong together. @param isTurned from the second to the first */
  | {
      readonly kind: 'pairs';
      readonly files: readonly [string] | readonly [string, string];
      readonly isTurned: boolean;
    };

/** What a new model is: a GPT, a recurrent network, or a translator. */
export type NewModel = 'gpt' | 'recurrent' | TranslatorKind;

/** Where the recipe is written, and the model's folder beside it. */
export interface Target {
  readonly folder: string;
  readonly name: string;
  /** Whether there is such a recipe already. */
  readonly isTaken: boolean;
}

/** What was answered so far. What is gone back to stays as it was. */
export interface Choices {
  readonly start?: 'new' | TrainedModel;
  /** Which, where it is new. */
  readonly newModel?: NewModel;
  readonly source?: Data['kind'];
  readonly data?: Data;
  /** Of the data. */
  readonly survey?: TextSurvey;
  readonly pairs?: PairSurvey;
  readonly size?: Size;
  readonly translatorSize?: TranslatorSize;
  readonly tokenizer?: 'characters' | 'bpe';
  readonly ending?: Duration['kind'];
  readonly steps?: number;
  readonly minutes?: number;
  readonly target?: Target;
  /** Whether what is there under that name is replaced, or gone on with as it is. */
  readonly existing?: 'replace' | 'resume';
}

/** The kind of translator that is to be trained anew, where it is one. */
export function newTranslator({ start, newModel }: Choices): TranslatorKind | undefined {
  return start === 'new' && newModel !== 'gpt' && newModel !== 'recurrent' ? newModel : undefined;
}

/** Whether what is trained learns from pairs of sentences. */
export function needsPairs(choices: Choices): boolean {
  const { start } = choices;
  return typeof start === 'object' ? isTranslatorKind(start.kind) : newTranslator(choices) !== undefined;
}

export interface Question {
  /** Whether there is anything to ask, after what was answered before. */
  applies(choices: Choices): boolean;
  /** @returns the choices with the answer among them */
  ask(choices: Choices, place: Place): Promise<Answer<Choices>>;
}

/**
 * Asks one question after the other, and goes back and forth between them.
 * @returns undefined where the person stops
 */
export async function askAll(
  questions: readonly Question[],
  title: string,
  beginning: Choices,
): Promise<Choices | undefined> {
  const asked: Question[] = [];
  let choices = beginning;
  for (;;) {
    const meant = questions.filter((question) => question.applies(choices));
    const next = meant.find((question) => !asked.includes(question));
    if (!next) return choices;
    const answer = await next.ask(choices, { title, step: asked.length + 1, totalSteps: meant.length });
    if (answer === undefined) return undefined;
    if (answer === back) asked.pop();
    else {
      asked.push(next);
      choices = answer;
    }
  }
}
