import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { readCheckpoint, readTensor } from '../../../src/checkpoint/huggingFaceFolder.node.ts';
import { onnxruntimeNode } from '../../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { UnderhoodError } from '../../../src/errors.ts';
import { loadModel } from '../../../src/models/loaded/loadedModel.node.ts';
import type { TrainingStatus } from '../../../src/protocol/training.ts';
import { learningRateAt } from '../../../src/training/optimizer/schedule.ts';
import type { WrittenRecipe } from '../../../src/training/recipe/recipe.ts';
import { readLowestLoss } from '../../../src/training/run/lowestLoss.node.ts';
import { lockRun } from '../../../src/training/run/runLock.node.ts';
import type { TrainingRun } from '../../../src/training/run/trainingRun.node.ts';
import { withFault } from '../../checkpoint/faultyFileSystem.ts';
import { useTemporaryFolder } from '../../checkpoint/temporaryFolder.ts';
import { countingRuntime, openRun, smallRecipe, trainToEnd, weightsOf, writeRecipe } from './smallRun.ts';

/** Resolves when the run has taken so many steps. */
function reached(step: number): { readonly listener: (status: TrainingStatus) => void; readonly done: Promise<void> } {
  let resolve = () => {};
  const done = new Promise<void>((found) => {
    resolve = found;
  });
  return { listener: ({ phase, step: now }) => phase === 'running' && now >= step && resolve(), done };
}

describe('TrainingRun', function () {
  this.slow(4000);
  this.timeout(120_000);
  const folder = useTemporaryFolder();
  const inModel = (...names: string[]) => path.join(folder(), 'model', ...names);

  it('writes a model, its checkpoints and its history, and finds them again', async () => {
    const statuses: TrainingStatus[] = [];
    const file = await writeRecipe(folder());
    const run = await openRun(file, (status) => statuses.push(status));
    assert.equal(run.status.phase, 'idle');
    await trainToEnd(run);
    const { phase, step, best, evaluations } = run.status;
    assert.deepEqual({ phase, step, evaluations }, { phase: 'finished', step: 40, evaluations: 5 });
    const phases = statuses.map((status) => status.phase);
    assert.deepEqual(
      phases.filter((phase, i) => phase !== phases[i - 1]),
      ['preparing', 'running', 'finished'],
    );
    // (29 + 32)·16 for tokens and positions, 2·(12·16² + 2·16) for the layers, 16 for the last norm.
    const littleText = { code: 'data.littleText', parameters: { characters: '6,968', parameters: '7,200', ratio: 10 } };
    assert.deepEqual(run.summary.prepared!.warnings, [littleText]);
    assert.deepEqual((await readdir(inModel('checkpoints'))).sort(), [0, 10, 20, 30, 40].map(name));

    const again = await openRun(file);
    assert.equal(again.status.phase, 'finished');
    assert.deepEqual(again.status.best, best);
    assert.deepEqual(again.summary.prepared, run.summary.prepared);
    const [before, after] = [run.curves(1000), again.curves(1000)];
    assert.deepEqual(after, before);
    assert.equal(after.points.step.length, 40);
    assert.deepEqual([...after.evaluations.step], [0, 10, 20, 30, 40]);
    assert.equal(after.evaluations.induction.length, 5 * 4);
    const moment = await again.moment(20);
    const { probe } = again.summary.prepared!;
    assert.equal(moment.pattern.length, 4 * probe.length ** 2);
    const row = moment.pattern.subarray(-probe.length);
    assert.ok(Math.abs(row.reduce((sum, weight) => sum + weight, 0) - 1) < 1e-5);
    // At some moments the first token may be one that ends the text.
    const moments = await Promise.all([0, 10, 20, 30, 40].map((step) => again.moment(step)));
    assert.ok(moments.some(({ sample }) => sample.continuation.length > 0));

    for (const place of [inModel(), inModel('checkpoints', name(20))]) {
      const model = await loadModel(place, onnxruntimeNode({ threads: 1 }));
      assert.equal(model.summary.layers, 2);
      assert.equal(model.tokenizer.kind, 'characters');
      await model.run(model.tokenizer.encode('abcd').map(({ id }) => id));
      await model.close();
    }
  });

  it('measures its anchors on the training text', async () => {
    const text = 'ab'.repeat(500);
    const run = await openRun(await writeRecipe(folder(), { data: { text } }));
    await run.start();
    await run.stop();
    const { anchors, vocabularySize, trainingTokens, heldOutTokens } = run.summary.prepared!;
    assert.equal(vocabularySize, 4); // a, b, the separator and the unknown.
    assert.equal(anchors.uniform, Math.log(4));
    assert.ok(Math.abs(anchors.unigram - Math.log(2)) < 0.02, `${anchors.unigram}`);
    assert.ok(anchors.bigram < 0.02, `${anchors.bigram}`);
    assert.deepEqual([trainingTokens, heldOutTokens], [902, 102]);
  });

  it('comes out the same, bit for bit, when it is paused, stepped, left and taken up again', async () => {
    const whole = await openRun(await writeRecipe(folder()));
    await trainToEnd(whole);
    const expected = await weightsOf(folder(), 40);
    const losses = whole.curves(1000).points.loss;

    const until7 = reached(7);
    const first = await openRun(await writeRecipe(folder()), until7.listener);
    await first.start({ anew: true });
    await until7.done;
    await first.leave();
    assert.equal(first.status.phase, 'stopped');
    const left = first.status.step;
    assert.ok(left >= 7 && left < 40, `left at ${left}`);

    const second = await openRun(await writeRecipe(folder()));
    assert.equal(second.status.step, left);
    const pausing = second.start();
    second.pause();
    await pausing;
    second.stepOnce();
    second.stepOnce();
    await until(second, (status) => status.phase === 'paused' && status.step === left + 2);
    second.resume();
    await second.ended;
    assert.equal(second.status.phase, 'finished');
    assert.ok(expected.equals(await weightsOf(folder(), 40)), 'the same weights');
    assert.deepEqual(second.curves(1000).points.loss, losses);
  });

  it('ends with the weights of the last step where the recipe says so, and otherwise with the best', async () => {
    // At such a rate it forgets what it learned at first.
    const training = { learningRate: 3, warmup: 0, finalRate: 1, weightDecay: 0 };
    for (const keep of ['best', 'last'] as const) {
      const run = await openRun(await writeRecipe(folder(), { training: { ...training, keep } }));
      await trainToEnd(run, { anew: true });
      const { step: best } = run.status.best!;
      assert.ok(best < 40, `the best is that of step ${best}`);
      const expected = await weightsOf(folder(), keep === 'best' ? best : 40);
      assert.ok(expected.equals(await readFile(inModel('model.safetensors'))), keep);
      const lowest = await readLowestLoss(inModel());
      assert.equal(lowest?.step, keep === 'best' ? best : undefined, 'says nothing of another model');
      await run.release();
    }
  });

  it('uses up its minutes where the rate falls over these, and reaches the lowest rate then', async () => {
    const training = {
      steps: 1_000_000,
      minutes: 0.02,
      fallsOver: 'minutes',
      learningRate: 0.01,
      finalRate: 0.5,
    } as const;
    const run = await openRun(await writeRecipe(folder(), { training: { ...training, evaluateEvery: 1_000_000 } }));
    await trainToEnd(run);
    const { phase, elapsedSeconds } = run.status;
    assert.equal(phase, 'stopped');
    assert.ok(elapsedSeconds >= 1.2);
    const { seconds, learningRate } = run.curves(100_000).points;
    // Of the time at which a step began, which is about that at which the one before it ended.
    const expected = (at: number) => learningRateAt({ learningRate: 0.01, warmup: 0.05, final: 0.5 }, at / 1.2);
    for (let i = 1; i < seconds.length; i++) {
      assert.ok(
        Math.abs(learningRate[i] - expected(seconds[i - 1])) < 1e-6,
        `${learningRate[i]} at ${seconds[i - 1]} s`,
      );
    }
  });

  it('goes on from an earlier checkpoint with another rate, and forgets what came after it', async () => {
    const run = await openRun(await writeRecipe(folder()));
    await trainToEnd(run);
    const { step: best } = run.status.best!;
    const until = reached(best + 1);
    const again = await openRun(await writeRecipe(folder()), until.listener);
    const steps = best === 40 ? 30 : best;
    await again.start({ step: steps, rateFactor: 0.25 });
    assert.equal(again.status.rateFactor, 0.25);
    assert.ok([...again.curves(10).evaluations.step].every((step) => step <= steps));
    await again.stop();
    await assert.rejects(again.start({ step: 5 }), { code: 'training.noCheckpoint' });
  });

  it('checks gradients of a run that an earlier process finished, and leaves it as it is', async () => {
    const file = await writeRecipe(folder());
    await trainToEnd(await openRun(file));
    const kept = await weightsOf(folder(), 40);
    const again = await openRun(file);
    const { step, checked } = await again.checkGradients(
      { count: 4, seed: 1 },
      () => {},
      () => false,
    );
    assert.deepEqual([step, checked.length, again.status.phase], [40, 4, 'finished']);
    for (const { relativeError } of checked) assert.ok(relativeError < 1e-2, `${relativeError}`);
    assert.ok(kept.equals(await weightsOf(folder(), 40)));
  });

  it('remembers a rate that was changed in a pause, whatever becomes of its process', async () => {
    const run = await openRun(await writeRecipe(folder()));
    const starting = run.start();
    run.pause();
    await starting;
    await until(run, ({ phase }) => phase === 'paused');
    run.setRate(0.125);
    const stored = async () => (await openRun(await writeRecipe(folder()))).status.rateFactor;
    while ((await stored()) !== 0.125) await breathe();
    await run.stop();
  });

  it('ends with a sentence where a rate that was changed last of all cannot be written', async () => {
    const run = await openRun(await writeRecipe(folder()));
    const starting = run.start();
    run.pause();
    await starting;
    await until(run, ({ phase }) => phase === 'paused');
    await withFault({ at: 0, forGood: true, code: 'ENOSPC' }, async () => {
      run.setRate(0.125);
      await run.stop();
    });
    assert.deepEqual([run.status.phase, run.status.error?.code], ['failed', 'checkpoint.diskFull']);
  });

  it('pauses, changes its rate, and stops within one step', async () => {
    const at5 = reached(5);
    const training = { steps: 100_000, evaluateEvery: 100_000, warmup: 0, finalRate: 1, learningRate: 0.01 };
    const run = await openRun(await writeRecipe(folder(), { training }), at5.listener);
    await run.start();
    await at5.done;
    const asked = run.status.step;
    run.pause();
    await until(run, ({ phase }) => phase === 'paused');
    const paused = run.status.step;
    assert.ok(paused - asked <= 1, `asked to pause at ${asked}, it did at ${paused}`);
    run.setRate(0.5);
    run.resume();
    await until(run, ({ step }) => step >= paused + 3);
    const left = run.status.step;
    await run.stop();
    assert.ok(run.status.step - left <= 1, `asked to stop at ${left}, it did at ${run.status.step}`);
    const { step, learningRate } = run.curves(1000).points;
    const rates = Array.from(step, (at) => (at <= paused ? 0.01 : 0.005));
    assert.ok(
      learningRate.every((rate, i) => Math.abs(rate / rates[i] - 1) < 1e-6),
      `${learningRate}`,
    );
  });

  it('says where it diverged, and offers a checkpoint with a lower rate', async () => {
    const training = { learningRate: 1e30, warmup: 0, clip: 1e30, weightDecay: 0, evaluateEvery: 100 };
    const run = await openRun(await writeRecipe(folder(), { training }));
    await trainToEnd(run);
    const { phase, error } = run.status;
    assert.equal(phase, 'failed');
    assert.equal(error?.code, 'training.diverged');
    assert.ok(run.summary.blocks.includes(String(error.parameters.block)), `${error.parameters.block}`);
    assert.equal(error.parameters.step, run.curves(100).points.step.at(-1)! + 1, 'the step after the last good one');
    assert.deepEqual(error.offer, { step: 0, rateFactor: 0.5 });
    await run.start(error.offer);
    assert.equal(run.status.learningRate > 0, true);
    await run.stop();
  });

  it('takes its folder for itself while it trains', async () => {
    const file = await writeRecipe(folder());
    const run = await openRun(file);
    await run.start();
    await assert.rejects(lockRun(inModel('training'), 50, process.ppid), { code: 'training.elsewhere' });
    await run.stop();
    const unlock = await lockRun(inModel('training'), 50, process.ppid);
    // It cannot even begin: what it gave back before is not its own any more.
    await writeFile(file, 'no recipe');
    await assert.rejects(run.start(), { code: 'recipe.notJson' });
    await assert.rejects(lockRun(inModel('training'), 0), { code: 'training.elsewhere' });
    await unlock();
  });

  it('refuses to go on with another text, and keeps what there is', async () => {
    const run = await openRun(await writeRecipe(folder()));
    await trainToEnd(run);
    const kept = await weightsOf(folder(), 40);
    const { runtime, open } = countingRuntime();
    const file = await writeRecipe(folder(), { data: { sample: 'copying', characters: 9000 } });
    const other = await openRun(file, undefined, runtime);
    await assert.rejects(other.start(), { code: 'training.dataChanged' });
    assert.equal(other.status.error?.code, 'training.dataChanged');
    assert.equal(open(), 0, 'nothing of it stays in memory');
    assert.ok(kept.equals(await weightsOf(folder(), 40)));
    const wider = await openRun(await writeRecipe(folder(), { model: { ...smallRecipe.model!, n_embd: 32 } }));
    await assert.rejects(wider.start(), (error) => error instanceof UnderhoodError);
    assert.ok(kept.equals(await weightsOf(folder(), 40)));
  });

  it('trains what the recipe says by then, where it was changed since it was opened', async () => {
    const run = await openRun(await writeRecipe(folder()));
    const model = { ...smallRecipe.model!, n_layer: 3 };
    const file = await writeRecipe(folder(), { model, training: { steps: 4, evaluateEvery: 2 }, output: 'other' });
    await trainToEnd(run);
    assert.deepEqual(run.summary.blocks, ['embeddings', '0', '1', '2', 'final']);
    const { points } = run.curves(100);
    assert.deepEqual([points.step.length, points.blockNorms.length], [4, 4 * 5]);
    const again = await openRun(file);
    assert.deepEqual([again.status.phase, again.summary.folder], ['finished', path.join(folder(), 'other')]);
    assert.deepEqual(again.curves(100).points, points);
  });

  it('keeps the table that a formula made, also where it goes on from a trained model', async () => {
    const model = { ...smallRecipe.model!, position_scheme: 'pureSine', position_scale: 0.3 };
    const training = { ...smallRecipe.training, steps: 3, evaluateEvery: 3 };
    await trainToEnd(await openRun(await writeRecipe(folder(), { model, training, output: 'base' })));
    const { model: _, tokenizer: __, ...rest } = smallRecipe;
    const file = path.join(folder(), 'tune.underhood.json');
    await writeFile(file, JSON.stringify({ ...rest, training, from: 'base', output: 'tuned' }));
    await trainToEnd(await openRun(file));
    const read = async (name: string, output: string) => {
      const step = path.join(folder(), output, 'checkpoints', 'step-000003');
      return readTensor((await readCheckpoint(step)).tensors.get(name)!);
    };
    const table = await read('transformer.wpe.weight', 'tuned');
    assert.deepEqual(table, await read('transformer.wpe.weight', 'base'));
    // Position 5, dimensions 6 and 7 of 16: both the sine of the fourth frequency.
    for (const dimension of [6, 7]) {
      assert.equal(table[5 * 16 + dimension], Math.fround(0.3 * Math.sin(5 * 10_000 ** (-6 / 16))));
    }
    assert.notDeepEqual(await read('transformer.wte.weight', 'tuned'), await read('transformer.wte.weight', 'base'));
    const config = JSON.parse(await readFile(path.join(folder(), 'tuned', 'config.json'), 'utf8'));
    assert.deepEqual([config.position_scheme, config.position_scale], ['pureSine', 0.3]);
  });

  it('goes on from a trained model, whose tokenizer it keeps', async () => {
    await trainToEnd(await openRun(await writeRecipe(folder())));
    const from = path.join(folder(), 'base');
    await mkdir(from);
    for (const file of ['config.json', 'model.safetensors', 'tokenizer.json', 'tokenizer_config.json']) {
      await writeFile(path.join(from, file), await readFile(inModel(file)));
    }
    const { model: _, tokenizer: __, ...rest } = smallRecipe;
    const recipe: WrittenRecipe = { ...rest, from: 'base', data: { text: 'abba cddc\n'.repeat(80) }, output: 'tuned' };
    const file = path.join(folder(), 'tune.underhood.json');
    await writeFile(file, JSON.stringify(recipe));
    const run = await openRun(file);
    assert.equal(run.summary.isFineTuning, true);
    await trainToEnd(run);
    assert.equal(run.status.phase, 'finished');
    const { heldOut } = run.curves(1).evaluations;
    assert.ok(heldOut.at(-1)! < heldOut[0], `${heldOut}`);
    const tuned = path.join(folder(), 'tuned');
    assert.deepEqual(
      JSON.parse(await readFile(path.join(tuned, 'tokenizer.json'), 'utf8')),
      JSON.parse(await readFile(path.join(from, 'tokenizer.json'), 'utf8')),
    );
    assert.equal((await readFile(path.join(tuned, 'model.safetensors'))).length > 0, true);
  });

  it('stops with a sentence when the disk is full, the last checkpoint whole', async () => {
    const file = await writeRecipe(folder(), { training: { steps: 12, evaluateEvery: 4 } });
    const run = await openRun(file);
    await trainToEnd(run);
    const count = await operations(file);
    for (let at = 3; at < count; at += Math.ceil(count / 12)) {
      let failed: TrainingRun | undefined;
      await withFault({ at, forGood: false, code: 'ENOSPC' }, async () => {
        // Where a file could not even be read, nothing was begun.
        failed = await openRun(file).catch(() => undefined);
        if (failed) await trainToEnd(failed, { anew: true }).catch(() => {});
      });
      if (!failed || failed.status.phase === 'finished') continue;
      assert.equal(failed.status.phase, 'failed', `operation ${at} of ${count}`);
      assert.match(failed.status.error?.code ?? '', /^(checkpoint.diskFull|checkpoint.notReadable)$/);
      const resumed = await openRun(file);
      await trainToEnd(resumed);
      assert.equal(resumed.status.phase, 'finished', `${resumed.status.error?.code} after operation ${at}`);
    }
  });

  /** Changing operations of the file system that a run takes. */
  const operations = (file: string) =>
    withFault({ at: Number.POSITIVE_INFINITY, forGood: false, code: '' }, async () => {
      await trainToEnd(await openRun(file), { anew: true });
    });
});

const name = (step: number) => `step-${String(step).padStart(6, '0')}`;

async function until(run: TrainingRun, isTrue: (status: TrainingStatus) => boolean): Promise<void> {
  while (!isTrue(run.status)) await new Promise((resolve) => setTimeout(resolve, 5));
}
