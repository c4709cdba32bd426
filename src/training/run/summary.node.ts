import path from 'node:path';
import { parametersOf } from '../../models/parameters.ts';
import type { TrainingSummary } from '../../protocol/training.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { blockNames } from './blocks.ts';
import { provisionalArchitecture, startingModel } from './startingModel.node.ts';

/** What a recipe says of a run before its texts are read. Throws UnderhoodError where its model does not fit. */
export async function summaryOf(file: string, recipe: Recipe, output: string): Promise<TrainingSummary> {
  const start = await startingModel(recipe, path.dirname(file));
  const architecture = provisionalArchitecture(start);
  const { width, contextLength, modelType: family } = architecture.config;
  // A recurrent network has no attention.
  const { layers, heads } = architecture.kind === 'recurrent' ? { layers: 0, heads: 0 } : architecture.config;
  const { batch, tokens, accumulate, patience, evaluateEvery } = recipe.training;
  return {
    ...{ recipe: file, folder: output, name: path.basename(output) },
    ...{ family, layers, heads, width, contextLength, batch, tokens, accumulate, patience, evaluateEvery },
    isFineTuning: recipe.from !== undefined,
    blocks: blockNames(parametersOf(architecture)),
  };
}
