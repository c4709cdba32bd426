import path from 'node:path';
import { escapePath } from 'fast-glob';
import { fittingBpe, type RecipeChoices, recipeOf, type Start } from '../../training/recipe/presets.ts';
import type { WrittenRecipe } from '../../training/recipe/recipe.ts';
import { type TranslatorChoices, translatorRecipeOf } from '../../training/recipe/translatorPresets.ts';
import { type Choices, type Data, newTranslator } from './choices.ts';
import { durationOf } from './durationQuestions.ts';
import type { StepTimes } from './stepTimes.ts';

/** The recipe that all answers together amount to. Its paths are relative to where it will lie. */
export function recipeFromChoices(choices: Choices, times: StepTimes): WrittenRecipe {
  const { data, target, pairs, translatorSize } = choices;
  if (!data || !target) throw new Error('not everything was answered');
  const kind = newTranslator(choices);
  if (kind) {
    if (data.kind !== 'pairs' || !pairs || !translatorSize) throw new Error('no pairs or no size were chosen');
    const [first, second] = pairs.sides;
    return translatorRecipeOf({
      ...{ kind, size: translatorSize, data: pairsOf(data, target.folder), output: target.name },
      sides: data.isTurned ? [second, first] : [first, second],
      duration: durationOf(choices, times),
    });
  }
  return recipeOf({
    start: startOf(choices, target.folder),
    data: dataOf(data, target.folder),
    duration: durationOf(choices, times),
    output: target.name,
  });
}

function startOf({ start, newModel, size, tokenizer, survey }: Choices, folder: string): Start {
  if (typeof start === 'object') {
    return { kind: 'from', folder: relative(folder, start.folder), context: start.context };
  }
  if (!size) throw new Error('no size was chosen');
  const isRecurrent = newModel === 'recurrent';
  if (tokenizer !== 'bpe') return { kind: 'new', size, tokenizer: { kind: 'characters' }, isRecurrent };
  const vocabularySize = fittingBpe(survey?.characters ?? 0, size);
  return { kind: 'new', size, tokenizer: { kind: 'bpe', vocabularySize }, isRecurrent };
}

function dataOf(data: Data, folder: string): RecipeChoices['data'] {
  switch (data.kind) {
    case 'text':
      return { text: data.text };
    case 'pairs':
      return pairsOf(data, folder);
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

function pairsOf({ files, isTurned }: Extract<Data, { kind: 'pairs' }>, folder: string): TranslatorChoices['data'] {
  const [first, second] = files.map((file) => relative(folder, file));
  if (second === undefined) return { pairs: first, columns: isTurned ? [2, 1] : [1, 2] };
  return { pairs: isTurned ? [second, first] : [first, second] };
}

/** A path with forward slashes, so that the recipe can be taken along to any system. */
function relative(from: string, to: string): string {
  return path.relative(from, to).replaceAll(path.sep, '/');
}
