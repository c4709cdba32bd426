import { UnderhoodError } from '../errors.ts';
import { type Json, shown } from './configFields.ts';
import type { Family, ModelConfig } from './family.ts';
import { gpt2 } from './gpt2.ts';
import { llama } from './llama.ts';
import { type SupportedModelType, supportedModelTypes } from './supported.ts';

/** A family with a configuration that it has validated. */
export interface Architecture<Config extends ModelConfig = ModelConfig> {
  readonly family: Family<Config>;
  readonly config: Config;
}

const architectures: Readonly<Record<string, (json: Json) => Architecture>> = {
  gpt2: (json) => architecture(gpt2, json),
  gpt2_positions: (json) => architecture(gpt2, json),
  llama: (json) => architecture(llama, json),
} satisfies Record<SupportedModelType, (json: Json) => Architecture>;

function architecture<Config extends ModelConfig>(family: Family<Config>, json: Json): Architecture {
  // A configuration only ever meets the family that made it, which the type of a table cannot say.
  return { family: family as unknown as Family, config: family.parseConfig(json) };
}

/** The architecture that a config.json describes. Throws UnderhoodError naming what is missing, wrong or unsupported. */
export function architectureOf(json: Json): Architecture {
  const modelType = json.model_type;
  if (modelType === undefined || modelType === null)
    throw new UnderhoodError('config.missing', { field: 'model_type' });
  if (typeof modelType !== 'string' || !Object.hasOwn(architectures, modelType)) {
    const known = supportedModelTypes.join(', ');
    throw new UnderhoodError('model.unknownArchitecture', { architecture: shown(modelType), known });
  }
  if (json.quantization_config) throw new UnderhoodError('model.quantized');
  return architectures[modelType](json);
}
