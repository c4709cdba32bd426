import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { writingFailure } from '../../checkpoint/syncedFiles.node.ts';
import type { WritableCheckpoint } from '../../checkpoint/writeFolder.node.ts';
import type { Runtime } from '../../engine/runtime.ts';
import { sizeOf } from '../../engine/shape.ts';
import { UnderhoodError } from '../../errors.ts';
import type { Architecture } from '../../models/families.ts';
import type { CodedMessage, PreparedSummary } from '../../protocol/training.ts';
import { type PreparedData, type Preparing, prepareData } from '../data/prepare.node.ts';
import { charactersPerParameter, isShortOfText } from '../recipe/presets.ts';
import { type Recipe, trainerOptions } from '../recipe/recipe.ts';
import { Trainer } from '../trainer.ts';
import { Probe } from './probe.ts';
import { startingModel, withVocabulary, writable } from './startingModel.node.ts';
import { type Watched, watchedTexts } from './watched.ts';

/** A run about to take its first step. */
export interface PreparedRun {
  readonly architecture: Architecture;
  readonly trainer: Trainer;
  readonly probe: Probe;
  readonly data: PreparedData;
  readonly watched: Watched;
  readonly summary: PreparedSummary;
  /** The model as it is now, weights shared. */
  writable(precision: 'f32' | 'f16'): WritableCheckpoint;
  release(): Promise<void>;
}

/**
 * Does all that comes before the first step.
 * @param folder the recipe's own
 * @param output what it writes, absolute
 */
export async function prepareRun(
  recipe: Recipe,
  folder: string,
  output: string,
  runtime: Runtime,
  { onProgress, isCancelled }: Pick<Preparing, 'onProgress' | 'isCancelled'>,
): Promise<PreparedRun> {
  const work = path.join(output, 'training');
  await mkdir(work, { recursive: true }).catch((error) => {
    throw writingFailure(work, error);
  });
  const start = await startingModel(recipe, folder);
  const data = await prepareData(recipe, folder, output, { work, tokenizer: start.tokenizer, onProgress, isCancelled });
  try {
    onProgress({ part: 'compiling', done: 0, total: 0 });
    const { tokenizer } = data;
    const { config, architecture } = withVocabulary(start, tokenizer);
    const options = trainerOptions(recipe);
    if (options.tokens > architecture.config.contextLength) {
      const { contextLength: context } = architecture.config;
      throw new UnderhoodError('recipe.tokensOverContext', { tokens: options.tokens, context });
    }
    const trainer = await Trainer.create(runtime, {
      ...architecture,
      training: data.training,
      heldOut: data.heldOut,
      options,
      from: await start.weights?.(),
    });
    const probe = await Probe.compile(runtime, architecture.family, architecture.config, trainer.parameters);
    const watched = watchedTexts(recipe, tokenizer, data.heldOutText, data.counts.occurring);
    const parameters = trainer.parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    const { name, version, device, threads } = runtime;
    return {
      architecture,
      trainer,
      probe,
      data,
      watched,
      summary: {
        runtime: { name, version, device, threads },
        parameters,
        vocabularySize: tokenizer.vocabularySize,
        tokenizer: tokenizer.kind,
        trainingTokens: data.training.length,
        heldOutTokens: data.heldOut.reduce((sum, { tokens }) => sum + tokens.length, 0),
        trainingCharacters: data.characters,
        anchors: {
          uniform: Math.log(tokenizer.vocabularySize),
          unigram: data.counts.unigramEntropy,
          bigram: data.counts.bigramEntropy,
        },
        probe: watched.probe.map((id, i) => ({ id, text: watched.probeTexts[i] })),
        warnings: [...data.warnings, ...(start.tokenizer ? [] : littleText(data.characters, parameters))],
      },
      writable: (precision) => writable(config, architecture, tokenizer, trainer.parameters, precision),
      async release() {
        data.close();
        await trainer.release();
        await probe.release();
      },
    };
  } catch (error) {
    data.close();
    throw error;
  }
}

function littleText(characters: number, parameters: number): CodedMessage[] {
  if (!isShortOfText(characters, parameters)) return [];
  const shown = { characters: characters.toLocaleString('en'), parameters: parameters.toLocaleString('en') };
  return [{ code: 'data.littleText', parameters: { ...shown, ratio: charactersPerParameter } }];
}
