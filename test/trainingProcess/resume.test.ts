import 'vscode-jsonrpc/node';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readCheckpoint, readTensor } from '../../src/checkpoint/huggingFaceFolder.node.ts';
import { readSafetensors } from '../../src/checkpoint/safetensorsFile.node.ts';
import { checkModel } from '../../src/models/parameters.ts';
import { Random } from '../../src/random.ts';
import { Checkpoints } from '../../src/training/run/checkpoints.node.ts';
import { TrainingJob } from '../../src/trainingProcess/trainingJob.ts';
import { useTemporaryFolder } from '../checkpoint/temporaryFolder.ts';
import { root } from '../harness/paths.ts';
import { record } from '../harness/record.ts';
import { weightsOf, writeRecipe } from '../training/run/smallRun.ts';

const kills = Number(process.env.UNDERHOOD_RESUMES ?? 2);
const seed = Number(process.env.UNDERHOOD_SEED ?? 1);
const script = path.join(root, 'dist/trainingProcess.js');
const steps = 60 + 40 * kills;

describe('a training process, killed at any moment', function () {
  this.timeout(60_000 + kills * 20_000);
  this.slow(60_000);
  const folder = useTemporaryFolder();
  const jobs: TrainingJob[] = [];
  const open = (recipe: string) => {
    const job = new TrainingJob(recipe, { script, options: { runtime: 'auto', threads: 0 }, log: () => {} });
    jobs.push(job);
    return job;
  };
  /** Begins, or goes on, and waits for the end. */
  const train = async (job: TrainingJob, anew: boolean) => {
    await job.request('start', { anew });
    while (job.isTraining) await sleep(5);
  };

  // A process that is left over would keep this one alive.
  afterEach(() => Promise.all(jobs.splice(0).map((job) => job.dispose())));

  before(() => {
    assert.ok(fs.existsSync(script), 'npm run build makes dist/trainingProcess.js, which is tested here');
  });

  it(`ends with the weights of an uninterrupted run, bit for bit: ${kills} times`, async () => {
    // More threads than one: what they add up must not depend on who comes first.
    const training = { steps, evaluateEvery: 20, threads: 2, checkpoints: 4, patience: 0, tokens: 32 };
    const recipe = await writeRecipe(folder(), { training });
    const whole = open(recipe);
    const began = Date.now();
    await whole.open();
    const startMs = Date.now() - began;
    await train(whole, true);
    await whole.dispose();
    const expected = await weightsOf(folder(), steps);

    await rm(path.join(folder(), 'model'), { recursive: true });

    const random = new Random(seed);
    // Spread over the run, however fast the machine is; not so late that nothing is left to go on with.
    const moments = Array.from({ length: kills }, () => random.below(steps - 40)).sort((a, b) => a - b);
    const reached: number[] = [];
    for (let i = 0; i < kills; i++) {
      const job = open(recipe);
      const starting = job.request('start', { anew: false }).catch(() => {});
      // One in three while it comes up, the others at any moment after a step.
      if (i % 3 === 2) await sleep(random.below(startMs));
      else {
        await starting;
        while (job.isTraining && (job.status?.step ?? 0) < moments[i]) await sleep(1);
        await sleep(random.below(30));
      }
      if (job.pid !== undefined) process.kill(job.pid, 'SIGKILL');
      await starting;
      await job.dispose();
      reached.push(await checkAll(path.join(folder(), 'model', 'checkpoints')));
    }
    const last = open(recipe);
    await train(last, false);
    assert.equal(last.status?.phase, 'finished', last.status?.error?.code);
    const { points, evaluations } = await last.request('curves', { points: 100_000 });
    assert.ok(expected.equals(await weightsOf(folder(), steps)), `the same weights after ${reached}`);
    assert.deepEqual(
      [...points.step],
      Array.from({ length: steps }, (_, i) => i + 1),
    );
    assert.equal(evaluations.step.length, steps / 20 + 1);
    record({ target: 'same weights', seed, steps, lastCheckpoints: reached.join(', ') });
    console.log(`      killed when the last checkpoint was of step ${reached.join(', ')} (UNDERHOOD_SEED=${seed})`);
  });

  it('is told of, and can be gone on from', async () => {
    const recipe = await writeRecipe(folder(), { training: { steps: 100_000, patience: 0 } });
    const job = open(recipe);
    await job.request('start', { anew: true });
    while ((job.status?.step ?? 0) < 12) await sleep(5);
    process.kill(job.pid!, 'SIGKILL');
    while (job.status?.phase !== 'failed') await sleep(5);
    assert.equal(job.status.error?.code, 'training.processEnded');
    const { tokensPerSecond, secondsLeft } = job.status;
    assert.deepEqual([tokensPerSecond, secondsLeft], [0, undefined], 'nothing goes on any more');
    await job.request('start', { anew: false });
    assert.equal(job.status?.phase, 'running');
    assert.ok((job.status?.step ?? 0) >= 10, `${job.status?.step}`);
    await job.request('stop', {});
  });

  it('writes a checkpoint when whoever started it goes', async () => {
    const recipe = await writeRecipe(folder(), { training: { steps: 100_000, evaluateEvery: 50_000 } });
    const job = open(recipe);
    await job.request('start', { anew: true });
    while ((job.status?.step ?? 0) < 25) await sleep(5);
    await job.dispose();
    const last = await checkAll(path.join(folder(), 'model', 'checkpoints'));
    assert.ok(last >= 25, `step ${last}`);
  });

  /** Reads every checkpoint whole. @returns step of the last one, −1 where there is none */
  async function checkAll(place: string): Promise<number> {
    const checkpoints = new Checkpoints(place);
    for (const step of await checkpoints.steps()) {
      const { parameters } = checkModel(await readCheckpoint(checkpoints.path(step)));
      for (const stored of parameters.values()) if (stored) await readTensor(stored);
    }
    const resumable = await checkpoints.resumable();
    for (const step of resumable) await readSafetensors(checkpoints.path(step), 'trainer_state.safetensors');
    return resumable.at(-1) ?? -1;
  }
});
