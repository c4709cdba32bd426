import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { recipeOf, sizes } from '../../../src/training/recipe/presets.ts';
import { useTemporaryFolder } from '../../checkpoint/temporaryFolder.ts';
import { openRun, trainToEnd } from './smallRun.ts';

describe('What is proposed for copying', function () {
  this.timeout(120_000);
  this.slow(60_000);
  const folder = useTemporaryFolder();

  it('forms an induction head within 400 steps, above a head that looks at the token before', async () => {
    const recipe = recipeOf({
      start: { kind: 'new', size: sizes[0], tokenizer: { kind: 'characters' } },
      data: { sample: 'copying', characters: 300_000 },
      duration: { kind: 'steps', steps: 1600 },
      output: 'model',
    });
    const file = path.join(folder(), 'copying.underhood.json');
    const training = { ...recipe.training, evaluateEvery: 100 };
    await writeFile(file, JSON.stringify({ ...recipe, training }));
    let isStopping = false;
    const run = await openRun(file, ({ step }) => {
      if (step < 400 || isStopping) return;
      isStopping = true;
      void run.stop();
    });
    await trainToEnd(run);
    const { layers, heads } = run.summary;
    const { previousToken, induction, heldOut } = run.curves(1).evaluations;
    const last = (scores: Float32Array) => [...scores.slice(-layers * heads)];
    const best = (scores: readonly number[]) => scores.indexOf(Math.max(...scores));
    const formed = best(last(induction));
    assert.ok(Math.max(...induction.slice(0, layers * heads)) < 0.2, 'none at first');
    assert.ok(last(induction)[formed] > 0.4, `${last(induction)}`);
    assert.ok(formed >= heads, 'not in the first layer, where nothing is known of the token before');
    assert.ok(
      last(previousToken)
        .slice(0, formed)
        .some((score) => score > 0.5),
      `${last(previousToken)}`,
    );
    assert.ok(heldOut.at(-1)! < 2, `${heldOut}`);
  });
});
