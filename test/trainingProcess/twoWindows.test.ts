import 'vscode-jsonrpc/node';
import assert from 'node:assert/strict';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TrainingJob } from '../../src/trainingProcess/trainingJob.ts';
import { useTemporaryFolder } from '../checkpoint/temporaryFolder.ts';
import { root } from '../harness/paths.ts';
import { weightsOf, writeRecipe } from '../training/run/smallRun.ts';

const script = path.join(root, 'dist/trainingProcess.js');
const steps = 40;

/** Each window has a host of its own, and each host its own process for a run: what they share is the disk. */
describe('two windows', function () {
  this.timeout(120_000);
  this.slow(30_000);
  const folder = useTemporaryFolder();
  const windows: TrainingJob[] = [];

  afterEach(() => Promise.all(windows.splice(0).map((job) => job.dispose())));

  /** Begins a run in a window of its own, or goes on with it, and waits for its end. */
  async function train(recipe: string): Promise<TrainingJob> {
    const job = new TrainingJob(recipe, { script, options: { runtime: 'auto', threads: 1 }, log: () => {} });
    windows.push(job);
    await job.request('start', { anew: false });
    while (job.isTraining) await sleep(5);
    assert.equal(job.status?.phase, 'finished', job.status?.error?.code);
    return job;
  }

  /** What a run comes to that has the machine to itself. */
  async function alone(seed: number): Promise<Buffer> {
    await train(await writeRecipe(folder(), { training: { steps, seed } }));
    const weights = await weightsOf(folder(), steps);
    await rm(path.join(folder(), 'model'), { recursive: true });
    return weights;
  }

  it('that train the same recipe at once come to one run, every step of it taken once', async () => {
    const expected = await alone(1);
    const recipe = await writeRecipe(folder(), { training: { steps, seed: 1 } });
    const [, second] = await Promise.all([train(recipe), train(recipe)]);
    assert.ok(expected.equals(await weightsOf(folder(), steps)));
    const { points } = await second.request('curves', { points: 1000 });
    assert.deepEqual(
      [...points.step],
      Array.from({ length: steps }, (_, i) => i + 1),
    );
    const left = await readdir(path.join(folder(), 'model'), { recursive: true });
    assert.deepEqual(
      left.filter((name) => /(^|\/)lock/.test(name)),
      [],
    );
  });

  it('that train two recipes of one folder at once do not touch each other', async () => {
    const expected = [await alone(1), await alone(2)];
    const recipes = [];
    for (const seed of [1, 2]) {
      const recipe = path.join(folder(), `${seed}.underhood.json`);
      await rename(await writeRecipe(folder(), { training: { steps, seed }, output: `${seed}/model` }), recipe);
      await mkdir(path.join(folder(), String(seed)));
      recipes.push(recipe);
    }
    await Promise.all(recipes.map(train));
    for (const [i, weights] of expected.entries()) {
      assert.ok(weights.equals(await weightsOf(path.join(folder(), String(i + 1)), steps)), `recipe ${i + 1}`);
    }
  });
});
