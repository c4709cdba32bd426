import assert from 'node:assert/strict';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import type { Family } from '../../src/models/family.ts';
import { gpt2 } from '../../src/models/gpt2.ts';
import { Random } from '../../src/random.ts';
import { defaultAdamW } from '../../src/training/adamW.ts';
import { Evaluation } from '../../src/training/evaluation.ts';
import { initialParameters } from '../../src/training/parameters.ts';
import { type HeldOutReport, type TrainerEvents, type TrainingTask, train } from '../../src/training/trainer.ts';

const runtime = onnxruntimeNode({ threads: 1 });
const family = gpt2 as unknown as Family;
const vocabularySize = 7;
const config = family.parseConfig({ n_layer: 2, n_head: 2, n_embd: 16, n_positions: 12, vocab_size: vocabularySize });

/** 0 1 2 … 6 0 1 2 …: each token tells the next. */
const counting = Int32Array.from({ length: 300 }, (_, i) => i % vocabularySize);

function task(options: Partial<TrainingTask['options']> = {}): TrainingTask {
  return {
    family,
    config,
    training: counting,
    corpora: [{ name: 'counting', heldOut: counting.slice(3, 60) }],
    options: {
      batch: 4,
      tokens: 12,
      steps: 100,
      schedule: { learningRate: 0.01, warmup: 0.1, final: 0.1 },
      optimizer: { ...defaultAdamW, weightDecay: 0 },
      dropout: 0,
      biases: true,
      seed: 3,
      evaluateEvery: 20,
      evaluateTokens: 1000,
      patience: 10,
      ...options,
    },
  };
}

async function record(options: Partial<TrainingTask['options']>, events: TrainerEvents = {}) {
  const losses: number[] = [];
  const reports: HeldOutReport[] = [];
  const best = await train(runtime, task(options), {
    onStep: (_, report) => losses.push(report.loss),
    onEvaluation: async (report) => {
      reports.push(report);
    },
    ...events,
  });
  return { best, losses, reports };
}

describe('train', () => {
  it('starts knowing nothing and learns what can be learned', async () => {
    const { best, losses, reports } = await record({});
    assert.ok(Math.abs(losses[0] - Math.log(vocabularySize)) < 0.1, `first loss ${losses[0]}`);
    assert.ok(best.loss < 0.1, `held-out loss ${best.loss}`);
    assert.deepEqual(
      reports.map(({ step }) => step),
      [20, 40, 60, 80, 100],
    );
    assert.equal(best.loss, Math.min(...reports.map(({ loss }) => loss)));
  });

  it('repeats exactly from its seed, dropout included', async () => {
    const [first, second] = [await record({ dropout: 0.2, steps: 15 }), await record({ dropout: 0.2, steps: 15 })];
    assert.deepEqual(first.losses, second.losses);
    const other = await record({ dropout: 0.2, steps: 15, seed: 4 });
    assert.notDeepEqual(first.losses, other.losses);
  });

  it('stops when the held-out loss has not fallen for a while', async () => {
    // A rate this high never gets anywhere.
    const schedule = { learningRate: 30, warmup: 0, final: 1 };
    const { reports } = await record({ schedule, steps: 500, evaluateEvery: 5, patience: 2 });
    assert.ok(reports.length < 20, `${reports.length} measurements`);
    assert.deepEqual(
      reports.slice(-2).map(({ isBest }) => isBest),
      [false, false],
    );
  });

  it('stops when asked, after a last measurement', async () => {
    let asked = 0;
    const { losses, reports } = await record({}, { shouldStop: () => ++asked === 7 });
    assert.equal(losses.length, 7);
    assert.deepEqual(
      reports.map(({ step }) => step),
      [7],
    );
  });
});

describe('Evaluation', () => {
  it('scores every token but the first once, whatever the overlap', async () => {
    const parameters = initialParameters(family.parameters(config), new Random(1));
    const evaluation = await Evaluation.compile(runtime, family, config, parameters, { batch: 2, tokens: 12 });
    for (const length of [2, 12, 13, 14, 57]) {
      for (const overlap of [0, 5, 11]) {
        const { tokens } = await evaluation.loss(counting.slice(0, length), overlap);
        assert.equal(tokens, length - 1, `length ${length}, overlap ${overlap}`);
      }
    }
    await evaluation.release();
  });

  it('is ln V for each token where all logits are equal', async () => {
    const parameters = initialParameters(family.parameters(config), new Random(1));
    for (const { data } of parameters) data.fill(0);
    const evaluation = await Evaluation.compile(runtime, family, config, parameters, { batch: 2, tokens: 12 });
    const { nats, tokens } = await evaluation.loss(counting, 3);
    assert.ok(Math.abs(nats / tokens - Math.log(vocabularySize)) < 1e-6);
    await evaluation.release();
  });
});
