import type { ModelSummary } from '../protocol/run.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { type CheckedModel, parameterCount, storedPrecision } from './parameters.ts';

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

/** The last name of a folder; in the Hugging Face cache (`…/models--owner--name/snapshots/REV`) its `owner/name`. */
export function modelName(folder: string): string {
  const names = folder.split(/[/\\]/).filter((name) => name !== '');
  const cached = names.at(-2) === 'snapshots' ? names.at(-3) : undefined;
  if (cached?.startsWith('models--')) return cached.slice('models--'.length).replace('--', '/');
  return names.at(-1) ?? folder;
}
