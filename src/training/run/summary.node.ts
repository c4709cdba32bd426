import path from 'node:path';
import { architectureOf } from '../../models/families.ts';
import type { TrainingSummary } from '../../protocol/training.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { blockNames } from './blocks.ts';
import { startingModel } from './startingModel.node.ts';

/** What a recipe says of a run before its texts are read. Throws UnderhoodError where its model does not fit. */
export async function summaryOf(file: string, recipe: Recipe, output: string): Promise<TrainingSummary> {
  const start = await startingModel(recipe, path.dirname(file));
  // The vocabulary is not known yet, nor does anything here depend on it.
  const { config } = architectureOf({ ...start.config, vocab_size: start.config.vocab_size ?? 2 ** 16 });
  const { layers, heads, width, contextLength, modelType: family } = config;
  const { batch, tokens, accumulate, patience, evaluateEvery } = recipe.training;
  return {
    ...{ recipe: file, folder: output, name: path.basename(output) },
    ...{ family, layers, heads, width, contextLength, batch, tokens, accumulate, patience, evaluateEvery },
    isFineTuning: recipe.from !== undefined,
    blocks: blockNames(layers),
  };
}
