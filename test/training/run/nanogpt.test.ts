import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chooseRuntime } from '../../../src/engine/runtimes/chooseRuntime.node.ts';
import type { WrittenRecipe } from '../../../src/training/recipe/recipe.ts';
import { TrainingRun } from '../../../src/training/run/trainingRun.node.ts';
import { useTemporaryFolder } from '../../checkpoint/temporaryFolder.ts';
import { record } from '../../harness/record.ts';
import { trainToEnd } from './smallRun.ts';

const corpus = path.join(__dirname, '../../../../shared/data/corpora/tinyshakespeare.txt');
const recipeFile = path.join(__dirname, '../../fixtures/training/nanogpt.underhood.json');
const steps = Number(process.env.UNDERHOOD_RECIPE_STEPS ?? 200);
/** Nats per character of the held-out tenth, at most, after so many steps. */
const bounds: Readonly<Record<number, number>> = {
  // PyTorch: 2.4713 (fixtures/training/nanogpt.py, seed 1).
  200: 2.5,
  // nanoGPT itself: 1.8857 by its own estimate from a few windows; the model that it wrote then, over the whole held-out
  // tenth as here: 1.8983. From seeds 1, 2 and 3 this trainer came to 1.908, 1.902 and 1.894.
  2000: 1.9,
};

describe("nanoGPT's recipe for a CPU", function () {
  this.slow(30_000);
  this.timeout(0);
  const folder = useTemporaryFolder();

  it(`gets as far as with nanoGPT in ${steps} steps`, async function () {
    if (!existsSync(corpus)) {
      console.log('      ../shared/data/corpora is not here: nothing is trained on it');
      this.skip();
    }
    const recipe = JSON.parse(await readFile(recipeFile, 'utf8')) as WrittenRecipe;
    const file = path.join(folder(), 'nanogpt.underhood.json');
    await writeFile(file, JSON.stringify({ ...recipe, training: { ...recipe.training, steps } }));
    await copyFile(corpus, path.join(folder(), path.basename(corpus)));
    const choose = (threads: number) => chooseRuntime({ runtime: 'auto', threads });
    const run = await TrainingRun.open(file, choose, { onStatus() {}, onSummary() {} });
    await trainToEnd(run);
    const { heldOut, step, seconds } = run.curves(1).evaluations;
    assert.equal(step.at(-1), steps);
    const loss = heldOut.at(-1)!;
    console.log(`      ${loss.toFixed(4)} nats per character after ${Math.round(seconds.at(-1)!)} seconds`);
    record({ target: 'held-out loss', steps, nats: Number(loss.toFixed(4)), bound: bounds[steps] });
    assert.ok(loss <= bounds[steps], `${loss} nats per character`);
  });
});
