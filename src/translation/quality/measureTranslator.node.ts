import path from 'node:path';
import { readCheckpoint } from '../../checkpoint/huggingFaceFolder.node.ts';
import type { Runtime } from '../../engine/runtime.ts';
import { UnderhoodError } from '../../errors.ts';
import { checkTranslator, parameterCount, storedPrecision } from '../../models/parameters.ts';
import type { TranslatorConfig } from '../../models/translator.ts';
import { bareText } from '../../training/pairs/pairText.ts';
import { readPairs } from '../../training/pairs/preparePairs.node.ts';
import type { Recipe } from '../../training/recipe/recipe.ts';
import { loadTranslator } from '../loadedTranslator.node.ts';
import type { LoadedTranslator } from '../loadedTranslator.ts';
import { everydaySentences } from './everydaySentences.ts';
import { bySource, isSameText, type Judged } from './quality.ts';
import type { TranslatorCardFacts } from './translatorCard.ts';

/**
 * Measures the model that a recipe made, as it is stored, on what the recipe held out.
 * @param folder the recipe's own
 */
export async function measureTranslator(
  recipe: Recipe,
  folder: string,
  runtime: Runtime,
): Promise<Omit<TranslatorCardFacts, 'steps' | 'minutes' | 'note'>> {
  const { data, training } = recipe;
  if (!('pairs' in data)) throw new UnderhoodError('recipe.missing', { field: 'data.pairs' });
  const output = path.resolve(folder, recipe.output);
  const model = checkTranslator(await readCheckpoint(output));
  const split = await readPairs(data, folder, training.seed);
  const trained = new Set(split.training.map(({ source }) => source));
  const translator = await loadTranslator(output, runtime);
  const sources = bySource(split.heldOut);
  const judged: Judged[] = [];
  for (const one of sources) judged.push({ ...one, written: await translated(translator, one.source) });
  const everyday = [];
  for (const { source, accepted } of everydaySentences) {
    const judge = async (text: string) => {
      const written = await translated(translator, text);
      return { written, isRight: accepted.some((reference) => isSameText(reference, written)) };
    };
    const unmarked = await judge(bareText(source));
    everyday.push({
      source,
      references: accepted,
      ...(await judge(source)),
      unmarked,
      wasTrained: trained.has(source),
    });
  }
  await translator.close();
  return {
    name: path.basename(output),
    architecture: architectureText(model.config),
    parameters: parameterCount(model),
    precision: storedPrecision(model),
    trainingPairs: split.training.length,
    heldOutPairs: split.heldOut.length,
    share: data.heldOut,
    tokens: training.tokens,
    short: data.short,
    unmarked: data.unmarked,
    keep: training.keep,
    judged,
    everyday,
  };
}

/** What a model makes of a sentence; nothing of one that it cannot read. */
async function translated(translator: LoadedTranslator, source: string): Promise<string> {
  try {
    return (await translator.translate(source)).text;
  } catch (error) {
    if (error instanceof UnderhoodError && error.code === 'translate.tooLong') return '';
    throw error;
  }
}

function architectureText({ modelType, layers, heads, encoderLayers, width }: TranslatorConfig): string {
  if (modelType === 'marian') {
    return `an encoder of ${encoderLayers} and a decoder of ${layers} transformer layers with ${heads} heads each, width ${width}`;
  }
  return layers === 0
    ? 'a recurrent network that hands its last state to another (sequence to sequence, without attention)'
    : 'a recurrent network that reads, and another that looks back at all its states by additive attention';
}
