import path from 'node:path';
import type { AnyArchitecture } from '../../models/families.ts';
import { parametersOf } from '../../models/parameters.ts';
import type { TrainingSummary } from '../../protocol/training.ts';
import { readRecipe } from '../recipe/readRecipe.node.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { blockNames } from './blocks.ts';
import { outputFolder } from './outputFolder.node.ts';
import { provisionalArchitecture, startingModel } from './startingModel.node.ts';

/** A recipe, and what it says of a run before its texts are read. */
export interface Described {
  readonly recipe: Recipe;
  readonly summary: TrainingSummary;
}

/** What the recipe in a file describes. Throws UnderhoodError where it does not fit, or its model or its folder does not. */
export async function describeRun(file: string): Promise<Described> {
  const recipe = await readRecipe(file);
  return { recipe, summary: await summaryOf(file, recipe, await outputFolder(file, recipe)) };
}

async function summaryOf(file: string, recipe: Recipe, output: string): Promise<TrainingSummary> {
  const start = await startingModel(recipe, path.dirname(file));
  const architecture = provisionalArchitecture(start);
  const { width, contextLength, modelType: family } = architecture.config;
  const { layers, heads } = selfAttentionOf(architecture);
  const { batch, tokens, accumulate, patience, evaluateEvery, keep } = recipe.training;
  return {
    ...{ recipe: file, folder: output, name: path.basename(output) },
    ...{ family, layers, heads, width, contextLength, batch, tokens, accumulate, patience, evaluateEvery, keep },
    isFineTuning: recipe.from !== undefined,
    blocks: blockNames(parametersOf(architecture)),
  };
}

/** Layers and heads that look at the text's own tokens: recurrent networks have none. */
function selfAttentionOf(architecture: AnyArchitecture): { readonly layers: number; readonly heads: number } {
  const isRecurrent = architecture.kind === 'translator' && architecture.family.isRecurrent;
  return isRecurrent || architecture.kind === 'recurrent' ? { layers: 0, heads: 0 } : architecture.config;
}
