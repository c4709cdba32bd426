import path from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { writeCheckpoint } from '../checkpoint/writeFolder.node.ts';
import type { Runtime } from '../engine/runtime.ts';
import { sizeOf } from '../engine/shape.ts';
import { architectureOf } from '../models/families.ts';
import { trainBpe } from '../tokenizer/bpeTrainer.ts';
import { type Corpus, documentSeparator } from './corpus.ts';
import type { Parameter } from './parameters.ts';
import { type Recipe, trainerOptions } from './recipe.ts';
import { readRecipeData } from './recipeData.node.ts';
import { tokenStream } from './tokenStream.ts';
import { type HeldOutReport, type TrainerEvents, train } from './trainer.ts';

/**
 * Does what a recipe says, from texts to a Hugging Face folder. The folder holds the best model so far from the first
 * measurement on.
 * @param folder the recipe's own, to which its paths are relative
 */
export async function runRecipe(
  recipe: Recipe,
  folder: string,
  runtime: Runtime,
  events: Pick<TrainerEvents, 'onStep' | 'shouldStop'> & { onEvaluation?(report: HeldOutReport): void },
): Promise<HeldOutReport> {
  const corpora = await readRecipeData(recipe, folder);
  const training = corpora.flatMap((corpus) => corpus.training);
  const tokenizerJson = trainBpe(training, { ...recipe.tokenizer, specialTokens: [documentSeparator] });
  const tokenizer = new Tokenizer(tokenizerJson, {});
  const encode = (text: string) => tokenizer.encode(text).ids;
  const separator = tokenizerJson.model.vocab[documentSeparator];

  const configJson = {
    architectures: architectures[recipe.model.model_type],
    ...recipe.model,
    vocab_size: Object.keys(tokenizerJson.model.vocab).length,
    bos_token_id: separator,
    eos_token_id: separator,
    dtype: recipe.precision === 'f16' ? 'float16' : 'float32',
  };
  const { family, config } = architectureOf(configJson);
  const task = {
    family,
    config,
    training: tokenStream(corpora.flatMap(repeated(recipe)), encode),
    corpora: corpora.map(({ name, heldOut }) => ({ name, heldOut: tokenStream(heldOut, encode) })),
    options: trainerOptions(recipe),
  };
  const save = (parameters: readonly Parameter[]) => {
    const trained = new Map(parameters.map(({ name, data }) => [name, data]));
    // transformers opens a model that does without biases as one whose biases are zero.
    const stored = family.parameters(config).map(({ name, shape }) => {
      return [name, { shape, data: trained.get(name) ?? new Float32Array(sizeOf(shape)) }];
    });
    return writeCheckpoint(
      path.resolve(folder, recipe.output),
      {
        config: configJson,
        tensors: Object.fromEntries(stored),
        tokenizerJson: { ...tokenizerJson },
        tokenizerConfig: {
          tokenizer_class: 'GPT2Tokenizer',
          eos_token: documentSeparator,
          bos_token: documentSeparator,
        },
      },
      recipe.precision,
    );
  };
  return train(runtime, task, {
    ...events,
    async onEvaluation(report, parameters) {
      if (report.isBest) await save(parameters);
      events.onEvaluation?.(report);
    },
  });
}

/** A corpus's training documents, as often as the recipe wants them in an epoch. */
function repeated({ data }: Recipe): (corpus: Corpus) => readonly string[] {
  return ({ name, training }) => {
    const times = ('bundled' in data && data.repeat[name]) || 1;
    return Array.from({ length: times }, () => training).flat();
  };
}

/** What transformers calls the model class of each family. */
const architectures: Readonly<Record<string, readonly string[]>> = {
  gpt2: ['GPT2LMHeadModel'],
  llama: ['LlamaForCausalLM'],
};
