import type { ModelSummary } from '../../protocol/run.ts';
import type { Tokenizer } from '../../tokenizer/tokenizer.ts';
import { modelName } from '../modelName.ts';
import { type CheckedModel, parameterCount, storedPrecision } from '../parameters.ts';

/** What a model is, for whoever shows it. */
export function summarize(model: CheckedModel, tokenizer: Tokenizer, folder: string, bundled: boolean): ModelSummary {
  const { family, config } = model;
  const { layers, heads, keyValueHeads, headSize, width, vocabularySize, contextLength } = config;
  return {
    folder,
    name: modelName(folder),
    bundled,
    family: family.modelType,
    layers,
    heads,
    keyValueHeads,
    headSize,
    width,
    vocabularySize,
    contextLength,
    parameters: parameterCount(model),
    precision: storedPrecision(model),
    tokenizer: tokenizer.kind,
    rotary: config.positions.rotates ?? false,
  };
}
