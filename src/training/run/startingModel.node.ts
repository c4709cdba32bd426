import path from 'node:path';
import { readCheckpoint, readTensor } from '../../checkpoint/huggingFaceFolder.node.ts';
import type { WritableCheckpoint } from '../../checkpoint/writeFolder.node.ts';
import { sizeOf } from '../../engine/shape.ts';
import { type Architecture, architectureOf } from '../../models/families.ts';
import { checkModel } from '../../models/parameters.ts';
import { specialTokens } from '../../models/specialTokens.ts';
import { readTokenizerFiles } from '../../models/tokenizerFiles.node.ts';
import { createTokenizer } from '../../tokenizer/createTokenizer.ts';
import { ownTokenizer, type TrainingTokenizer } from '../data/trainingTokenizer.ts';
import type { Parameter } from '../parameters.ts';
import type { Recipe } from '../recipe/recipe.ts';

/** What a run starts from: a configuration, and, where it goes on from a trained model, its weights and tokenizer. */
export interface StartingModel {
  /** config.json, complete but for the size of a vocabulary that is still to be made. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly tokenizer?: TrainingTokenizer;
  /** Of all parameters that the model has, by name. */
  readonly weights?: () => Promise<ReadonlyMap<string, Float32Array>>;
}

/** What transformers calls the model class of each family. */
const architectures: Readonly<Record<string, readonly string[]>> = {
  gpt2: ['GPT2LMHeadModel'],
  llama: ['LlamaForCausalLM'],
};

/**
 * @param folder the recipe's own
 * Throws UnderhoodError where the model that the recipe goes on from cannot be used.
 */
export async function startingModel({ from, model }: Recipe, folder: string): Promise<StartingModel> {
  if (from === undefined) {
    return { config: { architectures: architectures[model!.model_type], ...model } };
  }
  const checkpoint = await readCheckpoint(path.resolve(folder, from));
  const checked = checkModel(checkpoint);
  const { vocabularySize } = checked.config;
  const files = await readTokenizerFiles(checkpoint.folder);
  const { tokenizerJson, tokenizerConfig, vocab, merges } = files;
  const kept = {
    ...(tokenizerJson !== undefined && { 'tokenizer.json': tokenizerJson as object }),
    ...(tokenizerConfig !== undefined && { 'tokenizer_config.json': tokenizerConfig as object }),
    ...(vocab !== undefined && { 'vocab.json': vocab as object }),
    ...(merges !== undefined && { 'merges.txt': merges }),
  };
  const separator = specialTokens(checkpoint.config, vocabularySize).ends[0];
  const { torch_dtype: _, ...config } = checkpoint.config;
  return {
    config,
    tokenizer: ownTokenizer(createTokenizer(files), vocabularySize, separator, kept),
    async weights() {
      const weights = new Map<string, Float32Array>();
      for (const [name, stored] of checked.parameters) if (stored) weights.set(name, await readTensor(stored));
      return weights;
    },
  };
}

/** The configuration with the vocabulary of the run's tokenizer, and the architecture that it describes. */
export function withVocabulary(
  { config, tokenizer: own }: StartingModel,
  { vocabularySize, separator }: TrainingTokenizer,
): { readonly config: StartingModel['config']; readonly architecture: Architecture } {
  const special = { bos_token_id: separator, eos_token_id: separator };
  const complete = own ? config : { ...config, vocab_size: vocabularySize, ...special };
  return { config: complete, architecture: architectureOf(complete) };
}

/** The model as a folder holds it, weights shared. */
export function writable(
  config: StartingModel['config'],
  { family, config: parsed }: Architecture,
  { files }: TrainingTokenizer,
  parameters: readonly Parameter[],
  precision: 'f32' | 'f16',
): WritableCheckpoint {
  const trained = new Map(parameters.map(({ name, data }) => [name, data]));
  // transformers opens a model that does without biases as one whose biases are zero.
  const tensors = family.parameters(parsed).map(({ name, shape, fixed }) => {
    return [name, { shape, data: trained.get(name) ?? fixed?.() ?? new Float32Array(sizeOf(shape)) }];
  });
  const text = (content: object | string) =>
    typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`;
  return {
    config: { ...config, dtype: precision === 'f16' ? 'float16' : 'float32' },
    tensors: Object.fromEntries(tensors),
    files: Object.fromEntries(Object.entries(files).map(([name, content]) => [name, text(content)])),
  };
}
