import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chooseRuntime } from '../engine/runtimes/chooseRuntime.node.ts';
import { readRecipe } from '../training/recipe/readRecipe.node.ts';
import { measuredQuality, qualityFile } from '../translation/quality/measuredQuality.ts';
import { measureTranslator } from '../translation/quality/measureTranslator.node.ts';
import { inBand, long, qualityOf } from '../translation/quality/quality.ts';
import { translatorCard } from '../translation/quality/translatorCard.ts';
import { countNamed, numberNamed, required, runCommand } from './command.ts';

const usage = `npm run translator-card -- RECIPE.json --steps N --minutes M [--note TEXT]

Measures the translator that a recipe made, on the pairs that it held out, and writes its card (README.md) and
what pages draw of it (quality.json) beside it.

  --steps    training steps behind the stored weights
  --minutes  that the whole run took
  --note     what the recipe does not say of the run, as sentences`;

runCommand({ usage, options: ['steps', 'minutes', 'note'], argument: 'RECIPE.json' }, async (options) => {
  const file = path.resolve(required(options, 'RECIPE.json'));
  const [steps, minutes] = [countNamed(options, 'steps'), numberNamed(options, 'minutes')];
  const recipe = await readRecipe(file);
  const folder = path.dirname(file);
  const runtime = await chooseRuntime({ runtime: 'auto', threads: recipe.training.threads });
  const facts = { ...(await measureTranslator(recipe, folder, runtime)), steps, minutes, note: options.note };
  const output = path.resolve(folder, recipe.output);
  await writeFile(path.join(output, 'README.md'), translatorCard(facts));
  await writeFile(path.join(output, qualityFile), `${JSON.stringify(measuredQuality(facts), null, 2)}\n`);
  const right = facts.everyday.filter(({ isRight }) => isRight).length;
  return { all: qualityOf(facts.judged), long: qualityOf(inBand(facts.judged, long)), everyday: right };
});
