import path from 'node:path';
import * as vscode from 'vscode';
import { recipeEnding } from '../editor/recipe/recipeFile.ts';
import { UnderhoodError } from '../errors.ts';
import type { ModelChoice } from '../modelProcess/modelChoice.ts';
import { say } from '../panels/language.ts';
import { requireTrust } from '../panels/trust.ts';
import type { HubParts } from './hub/modelFromHub.ts';
import { askAll, type Choices, type Question } from './train/choices.ts';
import { dataQuestion, globQuestion, sampleQuestion } from './train/dataQuestions.ts';
import { amountQuestion, endingQuestion } from './train/durationQuestions.ts';
import { sizeQuestion, startQuestion, tokenizerQuestion } from './train/modelQuestions.ts';
import { directionQuestion, pairsQuestion, translatorSizeQuestion } from './train/pairQuestions.ts';
import { recipeFromChoices } from './train/recipeFromChoices.ts';
import type { StepTimes } from './train/stepTimes.ts';
import { type Surroundings, surroundingsOf } from './train/surroundings.ts';
import { takenQuestion, targetQuestion } from './train/targetQuestions.ts';
import type { TrainedModel } from './train/trainedModel.ts';
import type { TrainingStarter } from './train/training.ts';
import { visibleEditor } from './visibleEditor.ts';

/** What of the extension is needed to train. */
interface TrainingParts extends HubParts {
  readonly choice: ModelChoice;
  readonly stepTimes: StepTimes;
  readonly training: TrainingStarter;
}

/**
 * Asks what to train, on what and for how long; writes that down as a recipe, shows it, and begins.
 * Throws UnderhoodError where the folder is not trusted.
 * @param start a model to go on from; absent: that is asked as well
 */
export async function trainModel(parts: TrainingParts, start?: TrainedModel): Promise<void> {
  requireTrust();
  const here = surroundingsOf(visibleEditor());
  const questions = questionsFor(parts, here);
  // VS Code's own places hand over what they are about.
  const isKnown = start !== undefined && 'parameters' in start;
  const choices = isKnown
    ? await askAll(questions.slice(1), say('train.title'), { start })
    : await askAll(questions, say('train.title'), {});
  const target = choices?.target;
  if (!target) return;
  const recipe = vscode.Uri.file(path.join(target.folder, target.name + recipeEnding));
  if (choices.existing !== 'resume') await write(recipe, choices, parts);
  await vscode.window.showTextDocument(recipe, { preview: false });
  await parts.training.train(recipe, { anew: choices.existing === 'replace' });
}

function questionsFor(parts: TrainingParts, here: Surroundings): Question[] {
  const { stepTimes } = parts;
  return [
    startQuestion(parts),
    dataQuestion(here),
    globQuestion,
    sampleQuestion,
    pairsQuestion(here),
    directionQuestion,
    sizeQuestion(stepTimes),
    translatorSizeQuestion(stepTimes),
    tokenizerQuestion,
    endingQuestion(stepTimes),
    amountQuestion(stepTimes),
    targetQuestion(here.folders),
    takenQuestion,
  ];
}

async function write(recipe: vscode.Uri, choices: Choices, { stepTimes }: TrainingParts): Promise<void> {
  const json = `${JSON.stringify(recipeFromChoices(choices, stepTimes), null, 2)}\n`;
  try {
    await vscode.workspace.fs.writeFile(recipe, new TextEncoder().encode(json));
  } catch (error) {
    throw new UnderhoodError('train.notWritten', { file: recipe.fsPath, detail: (error as Error).message });
  }
}
