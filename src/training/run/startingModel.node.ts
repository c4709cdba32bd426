import path from 'node:path';
import { holdsFile, readJson } from '../../checkpoint/files.node.ts';
import { readCheckpoint, readTensor } from '../../checkpoint/huggingFaceFolder.node.ts';
import type { WritableCheckpoint } from '../../checkpoint/writeFolder.node.ts';
import { sizeOf } from '../../engine/shape.ts';
import { specialTokens } from '../../models/configuration/specialTokens.ts';
import { type AnyArchitecture, anyArchitectureOf } from '../../models/families.ts';
import { readTokenizerFiles } from '../../models/loaded/tokenizerFiles.node.ts';
import { checkAnyModel, parametersOf } from '../../models/parameters.ts';
import type { TranslatorConfig } from '../../models/translator.ts';
import { guardedTokenizer } from '../../tokenizer/guardedTokenizer.node.ts';
import { readTranslatorTokenizers } from '../../translation/translatorTokenizers.node.ts';
import { ownTokenizer, type TrainingTokenizer } from '../data/trainingTokenizer.ts';
import type { PairTokenizers } from '../pairs/preparePairs.node.ts';
import { translatorIds } from '../pairs/translatorTokens.ts';
import type { Parameter } from '../parameters.ts';
import type { Recipe } from '../recipe/recipe.ts';

/** What a run starts from: a configuration, and, where it goes on from a trained model, its weights and tokenizer. */
export interface StartingModel {
  /** config.json, complete but for the size of a vocabulary that is still to be made. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly tokenizer?: TrainingTokenizer;
  /** The same of a translator. */
  readonly tokenizers?: PairTokenizers;
  /** Of all parameters that the model has, by name. */
  readonly weights?: () => Promise<ReadonlyMap<string, Float32Array>>;
}

/** What transformers calls the model class of each family. */
const architectures: Readonly<Record<string, readonly string[]>> = {
  gpt2: ['GPT2LMHeadModel'],
  llama: ['LlamaForCausalLM'],
  marian: ['MarianMTModel'],
};

/** What a folder may say besides about how its model is used: whoever opens the tuned one must find it, too. */
const kept = ['generation_config.json', 'tokenizer_config.json', 'special_tokens_map.json'];
/** Far above the largest in use. */
const largestKept = 2 ** 24;

/**
 * @param folder the recipe's own
 * Throws UnderhoodError where the model that the recipe goes on from cannot be used.
 */
export async function startingModel({ from, model }: Recipe, folder: string): Promise<StartingModel> {
  if (from === undefined) {
    return { config: { architectures: architectures[model!.model_type], ...model } };
  }
  const checkpoint = await readCheckpoint(path.resolve(folder, from));
  const checked = checkAnyModel(checkpoint);
  const { vocabularySize } = checked.config;
  const { torch_dtype: _, ...config } = checkpoint.config;
  const others = await keptFiles(checkpoint.folder);
  const tokenizers =
    checked.kind === 'translator'
      ? { tokenizers: await ownTokenizers(checkpoint.folder, checked.config, others) }
      : { tokenizer: await ownTextTokenizer(checkpoint.folder, vocabularySize, checkpoint.config, others) };
  return {
    config,
    ...tokenizers,
    async weights() {
      const weights = new Map<string, Float32Array>();
      for (const [name, stored] of checked.parameters) if (stored) weights.set(name, await readTensor(stored));
      return weights;
    },
  };
}

async function keptFiles(folder: string): Promise<TrainingTokenizer['files']> {
  const files: Record<string, object> = {};
  for (const name of kept) if (await holdsFile(folder, name)) files[name] = await readJson(folder, name, largestKept);
  return files;
}

async function ownTextTokenizer(
  folder: string,
  vocabularySize: number,
  config: StartingModel['config'],
  others: TrainingTokenizer['files'],
): Promise<TrainingTokenizer> {
  const files = await readTokenizerFiles(folder);
  const { tokenizerJson, vocab, merges } = files;
  const own = {
    ...others,
    ...(tokenizerJson !== undefined && { 'tokenizer.json': tokenizerJson as object }),
    ...(vocab !== undefined && { 'vocab.json': vocab as object }),
    ...(merges !== undefined && { 'merges.txt': merges }),
  };
  const separator = specialTokens(config, vocabularySize).ends[0];
  return ownTokenizer(guardedTokenizer(files), vocabularySize, separator, own);
}

async function ownTokenizers(
  folder: string,
  config: TranslatorConfig,
  others: TrainingTokenizer['files'],
): Promise<PairTokenizers> {
  const { source, target, files } = await readTranslatorTokenizers(folder);
  return {
    end: config.endToken,
    source: ownTokenizer(source, config.sourceVocabularySize, undefined, { ...files, ...others }),
    target: ownTokenizer(target, config.vocabularySize, undefined, {}),
  };
}

/** The configuration with the vocabulary of the run's tokenizer, and the architecture that it describes. */
export function withVocabulary(
  { config, tokenizer: own }: StartingModel,
  { vocabularySize, separator }: TrainingTokenizer,
): { readonly config: StartingModel['config']; readonly architecture: AnyArchitecture } {
  const special = { bos_token_id: separator, eos_token_id: separator };
  const complete = own ? config : { ...config, vocab_size: vocabularySize, ...special };
  return { config: complete, architecture: anyArchitectureOf(complete) };
}

/** The same of a translator, with the vocabularies of both its tokenizers. */
export function withVocabularies(
  { config, tokenizers: own }: StartingModel,
  { source, target }: PairTokenizers,
): { readonly config: StartingModel['config']; readonly architecture: AnyArchitecture } {
  const sizes = { vocab_size: source.vocabularySize, decoder_vocab_size: target.vocabularySize };
  const complete = own ? config : { ...config, ...sizes, share_encoder_decoder_embeddings: false, ...translatorIds };
  return { config: complete, architecture: anyArchitectureOf(complete) };
}

/** The architecture that a recipe's model will be: its vocabularies are not known yet, nor does anything depend on them. */
export function provisionalArchitecture({ config }: StartingModel): AnyArchitecture {
  const unknown = { vocab_size: 2 ** 16, decoder_vocab_size: 2 ** 16, ...translatorIds };
  return anyArchitectureOf({ ...unknown, ...config });
}

/** The model as a folder holds it, weights shared. */
export function writable(
  config: StartingModel['config'],
  architecture: AnyArchitecture,
  files: TrainingTokenizer['files'],
  parameters: readonly Parameter[],
  precision: 'f32' | 'f16',
): WritableCheckpoint {
  const trained = new Map(parameters.map(({ name, data }) => [name, data]));
  // transformers opens a model that does without biases as one whose biases are zero.
  const tensors = parametersOf(architecture).map(({ name, shape, fixed }) => {
    return [name, { shape, data: trained.get(name) ?? fixed?.() ?? new Float32Array(sizeOf(shape)) }];
  });
  const written = (content: object | string | Uint8Array) => {
    if (content instanceof Uint8Array) return [content];
    return typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`;
  };
  return {
    config: { ...config, dtype: precision === 'f16' ? 'float16' : 'float32' },
    tensors: Object.fromEntries(tensors),
    files: Object.fromEntries(Object.entries(files).map(([name, content]) => [name, written(content)])),
  };
}
