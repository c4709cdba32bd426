import type { CheckedTranslator } from '../models/parameters.ts';
import { storedParameters } from '../models/storedParameters.ts';
import type { TranslatorSource } from './translatorGraphs.ts';

/** A translator whose parameters lie in its folder. */
export function storedTranslator({ family, config, parameters }: CheckedTranslator): TranslatorSource {
  return { family, config, parameters: (graph) => storedParameters(parameters, graph) };
}
