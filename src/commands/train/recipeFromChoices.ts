import path from 'node:path';
import { escapePath } from 'fast-glob';
import { fittingBpe, type RecipeChoices, recipeOf, type Start } from '../../training/recipe/presets.ts';
import type { WrittenRecipe } from '../../training/recipe/recipe.ts';
import type { Choices, Data } from './choices.ts';
import { durationOf } from './durationQuestions.ts';
import type { StepTimes } from './stepTimes.ts';

/** The recipe that all answers together amount to. Its paths are relative to where it will lie. */
export function recipeFromChoices(choices: Choices, times: StepTimes): WrittenRecipe {
  const { data, target } = choices;
  if (!data || !target) throw new Error('not everything was answered');
  return recipeOf({
    start: startOf(choices, target.folder),
    data: dataOf(data, target.folder),
    duration: durationOf(choices, times),
    output: target.name,
  });
}

function startOf({ start, size, tokenizer, survey }: Choices, folder: string): Start {
  if (typeof start === 'object') {
    return { kind: 'from', folder: relative(folder, start.folder), context: start.context };
  }
  if (!size) throw new Error('no size was chosen');
  if (tokenizer !== 'bpe') return { kind: 'new', size, tokenizer: { kind: 'characters' } };
  return { kind: 'new', size, tokenizer: { kind: 'bpe', vocabularySize: fittingBpe(survey?.characters ?? 0, size) } };
}

function dataOf(data: Data, folder: string): RecipeChoices['data'] {
  switch (data.kind) {
    case 'text':
      return { text: data.text };
    case 'sample':
      return { sample: data.name };
    case 'file':
      return { files: [relative(folder, data.file)] };
    case 'folder': {
      const to = relative(folder, data.folder);
      return { files: [to === '' ? data.glob : `${escapePath(to)}/${data.glob}`] };
    }
  }
}

/** A path with forward slashes, so that the recipe can be taken along to any system. */
function relative(from: string, to: string): string {
  return path.relative(from, to).replaceAll(path.sep, '/');
}
