import type { Runtime } from '../../engine/runtime.ts';
import { type CodedMessage, UnderhoodError } from '../../errors.ts';
import type { AnyArchitecture } from '../../models/families.ts';
import { type Preparing, prepareData } from '../data/prepare.node.ts';
import { copyWindow, emptyBatch } from '../data/windows.ts';
import { languageTask } from '../languageTask.ts';
import { objectiveOf } from '../objective.ts';
import type { Parameter } from '../parameters.ts';
import { charactersPerParameter, isShortOfText } from '../recipe/presets.ts';
import { type Recipe, trainerOptions } from '../recipe/recipe.ts';
import { Trainer } from '../trainer.ts';
import { commonSummary } from './commonSummary.ts';
import type { PreparedRun } from './preparedRun.node.ts';
import { Probe } from './probe.ts';
import { RecurrentProbe } from './recurrentProbe.ts';
import { type StartingModel, withVocabulary, writable } from './startingModel.node.ts';
import { textOf, watchedTexts } from './watched.ts';

/** Tokens over which gradients are checked: a forward in double precision takes its time. */
const checkedTokens = 32;

/** All that comes before the first step of a model that writes on. */
export async function prepareLanguageRun(
  recipe: Recipe,
  folder: string,
  output: string,
  start: StartingModel,
  runtime: Runtime,
  { work, onProgress, isCancelled }: Omit<Preparing, 'tokenizer'>,
): Promise<PreparedRun> {
  const data = await prepareData(recipe, folder, output, { work, tokenizer: start.tokenizer, onProgress, isCancelled });
  try {
    onProgress({ part: 'compiling', done: 0, total: 0 });
    const { tokenizer } = data;
    const { config, architecture } = withVocabulary(start, tokenizer);
    const { contextLength: context, modelType } = architecture.config;
    if (architecture.kind === 'translator') throw new UnderhoodError('recipe.dataForModel', { modelType });
    const options = trainerOptions(recipe);
    if (options.tokens > context) {
      throw new UnderhoodError('recipe.tokensOverContext', { tokens: options.tokens, context });
    }
    const watched = watchedTexts(recipe, tokenizer, data.heldOutText, data.counts.occurring);
    const objective = objectiveOf(architecture);
    const task = languageTask({
      ...{ objective, options },
      training: data.training,
      heldOut: data.heldOut,
      from: await start.weights?.(),
    });
    const trainer = await Trainer.create(runtime, task);
    const { parameters } = trainer;
    const probe = await probeOf(architecture, runtime, parameters).catch(async (error) => {
      await trainer.release();
      throw error;
    });
    const { layers, heads } = architecture.kind === 'transformer' ? architecture.config : { layers: 0, heads: 0 };
    const common = commonSummary(runtime, parameters, tokenizer, data);
    return {
      ...{ runtime, objective, trainer },
      shapes: task.shapes,
      digest: data.training.digest,
      heldOut: data.heldOut.map(({ tokens }) => tokens),
      summary: {
        ...common,
        trainingTokens: data.training.length,
        heldOutTokens: data.heldOut.reduce((sum, { tokens }) => sum + tokens.length, 0),
        probe: watched.probe.map((id, i) => ({ id, text: watched.probeTexts[i] })),
        warnings: [...data.warnings, ...(start.tokenizer ? [] : littleText(data.characters, common.parameters))],
      },
      async look() {
        const { sampleTokens: count, temperature } = recipe.watch;
        const { seed } = recipe.training;
        const { length } = watched.probe;
        const pattern = await probe.attention(watched.probe);
        const scores = await probe.headScores(watched.repeated);
        const written = await probe.write(watched.prompt, { count, temperature, seed, end: tokenizer.separator });
        return {
          attention: { pattern, shape: [layers, heads, length, length] },
          scores,
          sample: { prompt: watched.promptText, continuation: textOf(tokenizer, written) },
        };
      },
      checkedBatch() {
        const batch = emptyBatch(Math.min(checkedTokens, options.tokens));
        copyWindow(data.training, 0, batch, 0, 1);
        return batch;
      },
      writable: (precision) => writable(config, architecture, tokenizer.files, parameters, precision),
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

function probeOf(
  architecture: Exclude<AnyArchitecture, { kind: 'translator' }>,
  runtime: Runtime,
  parameters: readonly Parameter[],
): Promise<Pick<Probe, 'attention' | 'headScores' | 'write' | 'release'>> {
  if (architecture.kind === 'recurrent') return RecurrentProbe.compile(runtime, architecture, parameters);
  return Probe.compile(runtime, architecture.family, architecture.config, parameters);
}

function littleText(characters: number, parameters: number): CodedMessage[] {
  if (!isShortOfText(characters, parameters)) return [];
  const shown = { characters: characters.toLocaleString('en'), parameters: parameters.toLocaleString('en') };
  return [{ code: 'data.littleText', parameters: { ...shown, ratio: charactersPerParameter } }];
}
