import assert from 'node:assert/strict';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { gpt2 } from '../../src/models/families/gpt2.ts';
import type { Family } from '../../src/models/family.ts';
import { tokensInMemory } from '../../src/training/data/tokenSource.ts';
import { languageTask } from '../../src/training/languageTask.ts';
import { languageObjective } from '../../src/training/objective.ts';
import { defaultAdamW } from '../../src/training/optimizer/adamWOptions.ts';
import { type HeldOutReport, Trainer, type TrainerOptions } from '../../src/training/trainer.ts';

const runtime = onnxruntimeNode({ threads: 1 });
const family = gpt2 as unknown as Family;
const vocabularySize = 7;
const config = family.parseConfig({ n_layer: 2, n_head: 2, n_embd: 16, n_positions: 12, vocab_size: vocabularySize });

/** 0 1 2 … 6 0 1 2 …: each token tells the next. */
const counting = (length: number, from = 0) =>
  tokensInMemory(Int32Array.from({ length }, (_, i) => (from + i) % vocabularySize));

function trainer(options: Partial<TrainerOptions> = {}): Promise<Trainer> {
  const task = languageTask({
    objective: languageObjective(family, config),
    training: counting(300),
    heldOut: [{ name: 'counting', tokens: counting(57, 3) }],
    options: {
      batch: 4,
      tokens: 12,
      accumulate: 1,
      steps: 100,
      schedule: { learningRate: 0.01, warmup: 0.1, final: 0.1 },
      optimizer: { ...defaultAdamW, weightDecay: 0 },
      dropout: 0,
      biases: true,
      seed: 3,
      evaluateTokens: 1000,
      patience: 10,
      ...options,
    },
  });
  return Trainer.create(runtime, task);
}

async function losses(training: Trainer, steps: number): Promise<number[]> {
  const found: number[] = [];
  for (let i = 0; i < steps; i++) found.push((await training.advance()).loss);
  return found;
}

const numbers = ({ parameters }: Trainer) => parameters.map(({ data }) => Float32Array.from(data));

describe('Trainer', () => {
  it('starts knowing nothing and learns what can be learned', async () => {
    const training = await trainer();
    const first = await training.evaluate(false);
    assert.ok(Math.abs(first.loss - Math.log(vocabularySize)) < 0.1, `first loss ${first.loss}`);
    await losses(training, 99);
    assert.equal(training.isDone, false);
    await training.advance();
    assert.equal(training.isDone, true);
    const last = await training.evaluate();
    assert.ok(last.loss < 0.1 && last.isBest, `held-out loss ${last.loss}`);
    assert.deepEqual(training.progress.best, { step: 100, loss: last.loss });
    assert.equal(training.progress.sequences, 400);
    await training.release();
  });

  it('takes its rate from the clock where that is to decide, whatever the number of steps', async () => {
    const training = await trainer({ steps: 1000 });
    assert.ok(Math.abs(training.learningRate() - 0.01 / 100) < 1e-12, 'a hundredth of the warm-up');
    training.along = 0.1;
    assert.equal(training.learningRate(), 0.01);
    training.along = 2;
    assert.ok(Math.abs((await training.advance()).learningRate - 0.001) < 1e-12, 'the rate of the end, after it');
    await training.release();
  });

  it('repeats exactly from its seed, dropout included', async () => {
    const run = async (seed: number) => losses(await trainer({ dropout: 0.2, seed }), 15);
    assert.deepEqual(await run(3), await run(3));
    assert.notDeepEqual(await run(3), await run(4));
  });

  it('goes on exactly where another left off, dropout and a changed rate included', async () => {
    const options = { dropout: 0.2, accumulate: 2 };
    const whole = await trainer(options);
    await losses(whole, 9);
    whole.rateFactor = 0.5;
    const kept = {
      progress: whole.progress,
      parameters: numbers(whole),
      moments: whole.optimizer.moments.map(({ first, second }) => [
        Float32Array.from(first),
        Float32Array.from(second),
      ]),
    };
    const expected = await losses(whole, 8);

    const resumed = await trainer(options);
    resumed.parameters.forEach(({ data }, i) => {
      data.set(kept.parameters[i]);
    });
    resumed.optimizer.moments.forEach(({ first, second }, i) => {
      first.set(kept.moments[i][0]);
      second.set(kept.moments[i][1]);
    });
    resumed.resume(kept.progress);
    assert.deepEqual(await losses(resumed, 8), expected);
    assert.deepEqual(numbers(resumed), numbers(whole));
  });

  it('is done when the held-out loss has not fallen for a while', async () => {
    // A rate this high never gets anywhere.
    const schedule = { learningRate: 30, warmup: 0, final: 1 };
    const training = await trainer({ schedule, steps: 500, patience: 2 });
    const reports: HeldOutReport[] = [];
    while (!training.isDone) {
      await losses(training, 5);
      reports.push(await training.evaluate());
    }
    assert.ok(reports.length < 20, `${reports.length} measurements`);
    assert.deepEqual(
      reports.slice(-2).map(({ isBest }) => isBest),
      [false, false],
    );
  });

  it('takes no step that ends in numbers that are none', async () => {
    const training = await trainer();
    await losses(training, 2);
    const before = numbers(training);
    const { progress } = training;
    training.parameters[0].data[5] = Number.POSITIVE_INFINITY;
    const report = await training.advance();
    assert.equal(report.isFinite, false);
    training.parameters[0].data[5] = before[0][5];
    assert.deepEqual(numbers(training), before);
    assert.deepEqual(training.progress, progress);
  });
});
