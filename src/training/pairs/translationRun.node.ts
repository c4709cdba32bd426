import type { Runtime } from '../../engine/runtime.ts';
import { UnderhoodError } from '../../errors.ts';
import { searchGreedily } from '../../translation/search.ts';
import { TranslatorInference } from '../../translation/translatorInference.ts';
import { sourceTokenizerName, targetTokenizerName } from '../../translation/translatorTokenizers.node.ts';
import type { Preparing } from '../data/prepare.node.ts';
import { translationObjective } from '../objective.ts';
import { parameterInputs } from '../parameters.ts';
import { type PairData, type Recipe, trainerOptions } from '../recipe/recipe.ts';
import { commonSummary } from '../run/commonSummary.ts';
import type { ProbeAttention } from '../run/evaluationFiles.node.ts';
import type { PreparedRun } from '../run/preparedRun.node.ts';
import { type StartingModel, withVocabularies, writable } from '../run/startingModel.node.ts';
import { textOf } from '../run/watched.ts';
import { Trainer } from '../trainer.ts';
import { pairBatch } from './pairBatches.ts';
import { type PairTokenizers, preparePairs } from './preparePairs.node.ts';
import { translationTask } from './translationTask.ts';

/** All that comes before the first step of a model that translates. */
export async function prepareTranslationRun(
  recipe: Recipe & { readonly data: PairData },
  folder: string,
  start: StartingModel,
  runtime: Runtime,
  { onProgress, isCancelled }: Pick<Preparing, 'onProgress' | 'isCancelled'>,
): Promise<PreparedRun> {
  onProgress({ part: 'reading', done: 0, total: 0 });
  const data = await preparePairs(recipe, folder, start.tokenizers, isCancelled);
  onProgress({ part: 'compiling', done: 0, total: 0 });
  const { tokenizers, training, heldOut, probe } = data;
  const { config, architecture } = withVocabularies(start, tokenizers);
  if (architecture.kind !== 'translator') {
    throw new UnderhoodError('recipe.dataForModel', { modelType: architecture.config.modelType });
  }
  const options = trainerOptions(recipe);
  const { contextLength: context, startToken, endToken } = architecture.config;
  if (options.tokens > context)
    throw new UnderhoodError('recipe.tokensOverContext', { tokens: options.tokens, context });
  const objective = translationObjective(architecture);
  const special = { pad: architecture.config.padToken, start: startToken };
  const task = translationTask({ objective, training, heldOut, special, options, from: await start.weights?.() });
  const trainer = await Trainer.create(runtime, task);
  const { parameters } = trainer;
  const weights = Object.fromEntries(parameters.map(({ name, data, shape }) => [name, { data, shape }]));
  const inference = new TranslatorInference(
    { ...architecture, parameters: (graph) => parameterInputs(graph, objective.parameters, parameters).source },
    runtime,
    weights,
  );
  const [source, target] = [
    [...Array.from(tokenizers.source.encode(probe.source)), endToken],
    [startToken, ...Array.from(tokenizers.target.encode(probe.target))],
  ];
  return {
    ...{ runtime, objective, trainer },
    shapes: task.shapes,
    digest: data.digest,
    summary: {
      ...commonSummary(runtime, parameters, tokenizers.target, data),
      trainingTokens: training.reduce((sum, pair) => sum + pair.target.length, 0),
      heldOutTokens: heldOut.reduce((sum, pair) => sum + pair.target.length, 0),
      probe: target.map((id) => ({ id, text: textOf(tokenizers.target, [id]) })),
      probeSource: source.map((id) => ({ id, text: textOf(tokenizers.source, [id]) })),
      warnings: data.warnings,
    },
    async look() {
      const attention = await lookAt(inference, source, target);
      const decoder = await inference.decoder(await inference.read(source), 1);
      const { best } = await searchGreedily(decoder, {
        startToken,
        endToken,
        mostTokens: Math.min(recipe.watch.sampleTokens, context),
      });
      const written = best.tokens.filter((id) => id !== endToken);
      return {
        attention,
        scores: { previousToken: new Float32Array(), induction: new Float32Array() },
        sample: { prompt: probe.source, continuation: textOf(tokenizers.target, written) },
      };
    },
    checkedBatch() {
      const [pair] = training;
      const shape = { batch: 1, sourceTokens: pair.source.length, tokens: pair.target.length };
      return pairBatch([pair], shape, 0, special);
    },
    writable: (precision) => writable(config, architecture, filesOf(tokenizers), parameters, precision),
    async release() {
      await trainer.release();
      await inference.release();
    },
  };
}

/** What of the tokenizers goes into the model's folder. */
function filesOf({ source, target }: PairTokenizers): PairTokenizers['source']['files'] {
  if (source.kind === 'own') return source.files;
  return {
    [sourceTokenizerName]: source.files['tokenizer.json'],
    [targetTokenizerName]: target.files['tokenizer.json'],
  };
}

/** Attention of the decoder to what it wrote, where it has any, and to the source. */
async function lookAt(
  inference: TranslatorInference,
  source: readonly number[],
  target: readonly number[],
): Promise<ProbeAttention> {
  const { family, config } = inference.model;
  const { layers, heads } = config;
  const namesOf = (part: string) =>
    Array.from({ length: layers }, (_, layer) => `blocks.${layer}.${part}.hook_pattern`);
  const own = family.isRecurrent ? [] : namesOf('attn');
  const cross = namesOf('cross_attn');
  const { hooks } = await inference.capture(source, target, [...own, ...cross]);
  const joined = (names: readonly string[], size: number) => {
    const all = new Float32Array(names.length * size);
    names.forEach((name, layer) => {
      all.set(hooks[name].data as Float32Array, layer * size);
    });
    return all;
  };
  const [t, s] = [target.length, source.length];
  return {
    pattern: joined(own, heads * t * t),
    shape: [own.length, heads, t, t],
    ...(layers > 0 && { cross: { pattern: joined(cross, heads * t * s), shape: [layers, heads, t, s] } }),
  };
}
