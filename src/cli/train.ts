import path from 'node:path';
import { chooseRuntime } from '../engine/runtimes/chooseRuntime.node.ts';
import { UnderhoodError } from '../errors.ts';
import { translate } from '../localisation.ts';
import { TrainingRun } from '../training/run/trainingRun.node.ts';
import { language, required, runCommand } from './command.ts';

const usage = `npm run train -- RECIPE.underhood.json [--anew]

Trains the model that a recipe describes, or goes on where an earlier run of it ended, and writes it as a Hugging Face
folder: the best model so far in the folder itself, checkpoints and history inside it. Prints one line of JSON for each
measurement on held-out text, and a last one for the best. Ctrl+C ends it after the step under way.

  --anew  begins from the first step, and forgets what an earlier run left`;

runCommand({ usage, options: [], flags: ['anew'], argument: 'RECIPE.underhood.json' }, async (options) => {
  const file = path.resolve(required(options, 'RECIPE.underhood.json'));
  let told = -1;
  const run = await TrainingRun.open(file, (threads) => chooseRuntime({ runtime: 'auto', threads }), {
    onStatus({ evaluations: count, loss: training, elapsedSeconds }) {
      if (count === 0 || count === told) return;
      told = count;
      const { step, heldOut } = run.curves(1).evaluations;
      const seconds = Math.round(elapsedSeconds);
      console.log(JSON.stringify({ step: step.at(-1), training, heldOut: heldOut.at(-1), seconds }));
    },
    onSummary({ prepared }) {
      for (const { code, parameters } of prepared?.warnings ?? []) {
        console.error(translate(language(), code, parameters));
      }
    },
  });
  process.once('SIGINT', () => void run.stop());
  await run.start({ anew: options.anew !== undefined });
  await run.ended;
  const { phase, best, error, elapsedSeconds } = run.status;
  if (error) throw new UnderhoodError(error.code, error.parameters);
  return { phase, best, seconds: Math.round(elapsedSeconds) };
});
