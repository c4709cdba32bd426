import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { writingFailure } from '../../checkpoint/syncedFiles.node.ts';
import type { Runtime } from '../../engine/runtime.ts';
import { UnderhoodError } from '../../errors.ts';
import type { Preparing } from '../data/prepare.node.ts';
import { prepareTranslationRun } from '../pairs/translationRun.node.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { prepareLanguageRun } from './languageRun.node.ts';
import type { PreparedRun } from './preparedRun.node.ts';
import { provisionalArchitecture, startingModel } from './startingModel.node.ts';

/**
 * Does all that comes before the first step.
 * @param folder the recipe's own
 * @param output what it writes, absolute
 */
export async function prepareRun(
  recipe: Recipe,
  folder: string,
  output: string,
  runtime: Runtime,
  { onProgress, isCancelled }: Pick<Preparing, 'onProgress' | 'isCancelled'>,
): Promise<PreparedRun> {
  const work = path.join(output, 'training');
  await mkdir(work, { recursive: true }).catch((error) => {
    throw writingFailure(work, error);
  });
  const start = await startingModel(recipe, folder);
  const { kind, config } = provisionalArchitecture(start);
  const { data, ...rest } = recipe;
  if ((kind === 'translator') !== 'pairs' in data) {
    throw new UnderhoodError('recipe.dataForModel', { modelType: config.modelType });
  }
  if ('pairs' in data)
    return prepareTranslationRun({ ...rest, data }, folder, start, runtime, { onProgress, isCancelled });
  return prepareLanguageRun(recipe, folder, output, start, runtime, { work, onProgress, isCancelled });
}
