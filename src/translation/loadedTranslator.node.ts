import { readCheckpoint } from '../checkpoint/huggingFaceFolder.node.ts';
import type { Runtime } from '../engine/runtime.ts';
import { readGenerationConfig } from '../models/loaded/generationConfig.node.ts';
import { checkTranslator } from '../models/parameters.ts';
import { LoadedTranslator } from './loadedTranslator.ts';
import { storedTranslator } from './storedTranslator.ts';
import { TranslatorInference } from './translatorInference.ts';
import { readTranslatorTokenizers } from './translatorTokenizers.node.ts';
import { writingRules } from './writingRules.ts';

/**
 * Opens the folder of a model that translates. The weights are read at the first run. Every way in which the folder can be
 * unusable is an UnderhoodError.
 */
export async function loadTranslator(folder: string, runtime: Runtime): Promise<LoadedTranslator> {
  const checkpoint = await readCheckpoint(folder);
  const model = checkTranslator(checkpoint);
  const tokenizers = await readTranslatorTokenizers(checkpoint.folder);
  const generation = await readGenerationConfig(checkpoint.folder);
  const rules = writingRules(model.config, checkpoint.config, generation);
  const inference = new TranslatorInference(storedTranslator(model), runtime);
  return new LoadedTranslator(inference, tokenizers, rules);
}
