import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { onnxruntimeNode } from '../engine/runtimes/onnxruntimeNode.node.ts';
import { parseRecipe } from '../training/recipe.ts';
import { runRecipe } from '../training/runRecipe.node.ts';

// npm run train -- RECIPE.json: trains the model that the recipe describes; one line of JSON per measurement.
async function main(): Promise<void> {
  const file = path.resolve(process.argv[2]);
  const recipe = parseRecipe(JSON.parse(await readFile(file, 'utf8')));
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  let loss = 0;
  const best = await runRecipe(recipe, path.dirname(file), onnxruntimeNode({ threads: recipe.training.threads }), {
    onStep(_, report) {
      loss = report.loss;
    },
    onEvaluation(report) {
      console.log(JSON.stringify({ ...report, training: loss, seconds: Math.round(seconds()) }));
    },
    shouldStop: () => seconds() > recipe.training.minutes * 60,
  });
  console.log(JSON.stringify({ best }));
}

main();
