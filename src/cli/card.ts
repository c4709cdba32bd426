import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chooseRuntime } from '../engine/runtimes/chooseRuntime.node.ts';
import { UnderhoodError } from '../errors.ts';
import { loadModel } from '../models/loaded/loadedModel.node.ts';
import { cardSamples, cardSampling } from '../training/bundled/cardSamples.node.ts';
import { readBundledCorpora } from '../training/bundled/corpus.node.ts';
import { languageQuality } from '../training/bundled/languageQuality.ts';
import { measureModel } from '../training/bundled/measureModel.node.ts';
import { modelCard } from '../training/bundled/modelCard.ts';
import { readRecipe } from '../training/recipe/readRecipe.node.ts';
import { qualityFile } from '../translation/quality/measuredQuality.ts';
import { countNamed, required, runCommand } from './command.ts';

const usage = `npm run card -- RECIPE.json --steps N

Measures the model that a recipe made, on the held-out part of each corpus, and writes its card (README.md) and
the table of it as data (quality.json) beside it.

  --steps  training steps behind the stored weights`;

runCommand({ usage, options: ['steps'], argument: 'RECIPE.json' }, async (options) => {
  const file = path.resolve(required(options, 'RECIPE.json'));
  const steps = countNamed(options, 'steps');
  const recipe = await readRecipe(file);
  const folder = path.resolve(path.dirname(file), recipe.output);
  const runtime = await chooseRuntime({ runtime: 'auto', threads: recipe.training.threads });
  const model = await loadModel(folder, runtime);
  if (!('bundled' in recipe.data)) throw new UnderhoodError('recipe.missing', { field: 'data.bundled' });
  const corpora = readBundledCorpora(path.resolve(path.dirname(file), recipe.data.bundled), recipe.training.seed);
  const measures = await measureModel(folder, model.tokenizer, corpora, runtime);
  const samples = await cardSamples(model);
  const tokensRead = steps * recipe.training.batch * recipe.training.tokens;
  const card = modelCard({
    model: model.summary,
    measures,
    samples,
    temperature: cardSampling.temperature,
    steps,
    tokensRead,
  });
  await writeFile(path.join(folder, 'README.md'), card);
  await writeFile(path.join(folder, qualityFile), `${JSON.stringify(languageQuality(measures), null, 2)}\n`);
  await model.close();
  return measures;
});
