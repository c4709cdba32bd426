import { UnderhoodError } from '../errors.ts';
import { type Json, shown } from './configuration/configFields.ts';
import { gpt2 } from './families/gpt2.ts';
import { llama } from './families/llama.ts';
import { marian } from './families/marian.ts';
import { rnn } from './families/rnn.ts';
import { rnnTranslator } from './families/rnnTranslator.ts';
import type { Family, ModelConfig } from './family.ts';
import type { RecurrentConfig, RecurrentFamily } from './recurrentFamily.ts';
import { type SupportedModelType, supportedModelTypes } from './supported.ts';
import type { Translator, TranslatorConfig } from './translator.ts';

/** A transformer that writes on, with a configuration that its family has validated. */
export interface Architecture<Config extends ModelConfig = ModelConfig> {
  readonly family: Family<Config>;
  readonly config: Config;
}

export interface RecurrentArchitecture {
  readonly family: RecurrentFamily;
  readonly config: RecurrentConfig;
}

export interface TranslatorArchitecture {
  readonly family: Translator;
  readonly config: TranslatorConfig;
}

/** Any architecture, by what can be done with it. */
export type AnyArchitecture =
  | ({ readonly kind: 'transformer' } & Architecture)
  | ({ readonly kind: 'recurrent' } & RecurrentArchitecture)
  | ({ readonly kind: 'translator' } & TranslatorArchitecture);

const architectures: Readonly<Record<string, (json: Json) => AnyArchitecture>> = {
  gpt2: (json) => transformer(gpt2, json),
  gpt2_positions: (json) => transformer(gpt2, json),
  llama: (json) => transformer(llama, json),
  rnn: (json) => ({ kind: 'recurrent', family: rnn, config: rnn.parseConfig(json) }),
  rnn_translator: (json) => translator(rnnTranslator, json),
  marian: (json) => translator(marian, json),
} satisfies Record<SupportedModelType, (json: Json) => AnyArchitecture>;

// A configuration only ever meets the family that made it, which the type of a table cannot say.

function transformer<Config extends ModelConfig>(family: Family<Config>, json: Json): AnyArchitecture {
  return { kind: 'transformer', family: family as unknown as Family, config: family.parseConfig(json) };
}

function translator<Config extends TranslatorConfig>(family: Translator<Config>, json: Json): AnyArchitecture {
  return { kind: 'translator', family: family as unknown as Translator, config: family.parseConfig(json) };
}

/** The transformer that a config.json describes. Throws UnderhoodError, also where it is of another kind. */
export function architectureOf(json: Json): Architecture {
  const architecture = anyArchitectureOf(json);
  if (architecture.kind === 'transformer') return architecture;
  const { modelType } = architecture.config;
  throw new UnderhoodError(architecture.kind === 'translator' ? 'model.translator' : 'model.recurrent', { modelType });
}

/** The translator that a config.json describes. Throws UnderhoodError, also where it is of another kind. */
export function translatorOf(json: Json): TranslatorArchitecture {
  const architecture = anyArchitectureOf(json);
  if (architecture.kind === 'translator') return architecture;
  throw new UnderhoodError('model.noTranslator', { modelType: architecture.config.modelType });
}

/** The architecture that a config.json describes. Throws UnderhoodError naming what is missing, wrong or unsupported. */
export function anyArchitectureOf(json: Json): AnyArchitecture {
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
