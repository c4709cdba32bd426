import path from 'node:path';
import { chooseRuntime } from '../engine/runtimes/chooseRuntime.node.ts';
import { readRecipe } from '../training/readRecipe.node.ts';
import { runRecipe } from '../training/runRecipe.node.ts';
import { required, runCommand } from './command.ts';

const usage = `npm run train -- RECIPE.json

Trains the model that a recipe describes and writes it as a Hugging Face folder, the best one so far at each
measurement. Prints one line of JSON for each measurement on held-out text, and a last one for the best.`;

runCommand({ usage, options: [], argument: 'RECIPE.json' }, async (options) => {
  const file = path.resolve(required(options, 'RECIPE.json'));
  const recipe = await readRecipe(file);
  const { threads, minutes } = recipe.training;
  const runtime = await chooseRuntime({ runtime: 'auto', threads });
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  let training = Number.NaN;
  const best = await runRecipe(recipe, path.dirname(file), runtime, {
    onStep(_, { loss }) {
      training = loss;
    },
    onEvaluation(report) {
      console.log(JSON.stringify({ ...report, training, seconds: Math.round(seconds()) }));
    },
    shouldStop: () => seconds() > minutes * 60,
  });
  return { best, seconds: Math.round(seconds()) };
});
