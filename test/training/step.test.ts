import assert from 'node:assert/strict';
import type { Runtime } from '../../src/engine/runtime.ts';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { gpt2 } from '../../src/models/families/gpt2.ts';
import { translatorOf } from '../../src/models/families.ts';
import type { Family } from '../../src/models/family.ts';
import { Random } from '../../src/random.ts';
import type { Batch } from '../../src/training/data/windows.ts';
import { languageObjective, translationObjective } from '../../src/training/objective.ts';
import { AdamW } from '../../src/training/optimizer/adamW.ts';
import { defaultAdamW } from '../../src/training/optimizer/adamWOptions.ts';
import { pairBatch } from '../../src/training/pairs/pairBatches.ts';
import { initialize } from '../../src/training/parameters.ts';
import { TrainingStep } from '../../src/training/step.ts';
import { smallTranslators } from '../translation/smallTranslators.ts';

const runtime = onnxruntimeNode({ threads: 1 });
const family = gpt2 as unknown as Family;
const config = family.parseConfig({ n_layer: 2, n_head: 2, n_embd: 16, n_positions: 8, vocab_size: 11 });
const objective = languageObjective(family, config);
const tokens = 8;

async function made(batch: number, dropout = 0, on: Runtime = runtime) {
  const specs = family.parameters(config);
  const optimizer = new AdamW(specs, { ...defaultAdamW, clip: 0.5 });
  initialize(optimizer.parameters, specs, new Random(1));
  const step = await TrainingStep.compile(on, objective, optimizer, { shapes: [{ batch, tokens }], dropout });
  return { step, optimizer };
}

function draw(batch: number, random: Random): Batch {
  const ids = () => BigInt64Array.from({ length: batch * tokens }, () => BigInt(random.below(config.vocabularySize)));
  return { ids: ids(), targets: ids() };
}

/** Sequences from `from` on of a batch of `count`; they lie side by side, token by token. */
function part({ ids, targets }: Batch, count: number, from: number, length: number): Batch {
  const isIn = (_: bigint, i: number) => i % count >= from && i % count < from + length;
  return { ids: ids.filter(isIn), targets: targets.filter(isIn) };
}

function numbers(optimizer: AdamW): number[] {
  return optimizer.parameters.flatMap(({ data }) => [...data]);
}

describe('TrainingStep', () => {
  it('takes the same step by three batches of four as by one of twelve', async () => {
    const [parts, whole] = [await made(4), await made(12)];
    const random = new Random(2);
    for (let number = 0; number < 5; number++) {
      const batch = draw(12, random);
      const inParts = [0, 4, 8].map((from) => part(batch, 12, from, 4));
      const byParts = await parts.step.run(inParts, 0.01, random);
      const byWhole = await whole.step.run([batch], 0.01, random);
      assert.ok(Math.abs(byParts.loss - byWhole.loss) < 1e-5, `${byParts.loss} is not ${byWhole.loss}`);
      assert.ok(Math.abs(byParts.gradientNorm / byWhole.gradientNorm - 1) < 1e-5);
      byParts.squares.forEach((square, i) => {
        assert.ok(Math.abs(square - byWhole.squares[i]) < 1e-5 * byWhole.gradientNorm ** 2);
      });
    }
    // Adam turns a tiny gradient's rounding into a step of its own: the loss is what has to agree, weights nearly.
    const [a, b] = [numbers(parts.optimizer), numbers(whole.optimizer)];
    const difference = Math.hypot(...a.map((number, i) => number - b[i]));
    assert.ok(difference < 1e-3 * Math.hypot(...b), `weights differ by ${difference}`);
    await Promise.all([parts.step.release(), whole.step.release()]);
  });

  it('takes the same step by two batches of pairs as by one of all, whichever has more to write', async () => {
    const architecture = translatorOf(smallTranslators.marian);
    const special = { pad: architecture.config.padToken, start: architecture.config.startToken };
    const short = [4, 5].map((id) => ({ source: [id, 0], target: [id, 0] }));
    const long = [6, 7].map((id) => ({ source: [id, id + 1, 9, 0], target: [id, 8, 3, id, 11, 0] }));
    const shapes = [
      { batch: 2, tokens: 2, sourceTokens: 2 },
      { batch: 2, tokens: 6, sourceTokens: 4 },
      { batch: 4, tokens: 6, sourceTokens: 4 },
    ];
    const reports = [];
    for (const parts of [[short, long], [[...short, ...long]]]) {
      const pairs = translationObjective(architecture);
      const optimizer = new AdamW(pairs.parameters, defaultAdamW);
      initialize(optimizer.parameters, pairs.parameters, new Random(1));
      const step = await TrainingStep.compile(runtime, pairs, optimizer, { shapes, dropout: 0 });
      const batches = parts.map((part, i) => {
        const shape = parts.length === 1 ? 2 : i;
        return pairBatch(part, shapes[shape], shape, special);
      });
      reports.push(await step.run(batches, 0.01, new Random(2)));
      await step.release();
    }
    const [byParts, byWhole] = reports;
    assert.ok(Math.abs(byParts.loss - byWhole.loss) < 1e-5, `${byParts.loss} is not ${byWhole.loss}`);
    assert.ok(Math.abs(byParts.gradientNorm / byWhole.gradientNorm - 1) < 1e-5);
  });

  it('drops what the generator that it is given says, another part in every batch', async () => {
    const batch = draw(4, new Random(3));
    const run = async (seed: number, batches: readonly Batch[]) => {
      const { step } = await made(4, 0.3);
      const { loss } = await step.run(batches, 0.01, new Random(seed));
      await step.release();
      return loss;
    };
    assert.equal(await run(5, [batch, batch]), await run(5, [batch, batch]));
    assert.notEqual(await run(5, [batch]), await run(6, [batch]));
    assert.notEqual(await run(5, [batch, batch]), await run(5, [batch]));
  });

  it('drops the share that it is told to, and keeps the mean', async () => {
    const masks: Float32Array[] = [];
    const spying: Runtime = {
      ...runtime,
      async compile(graph) {
        const executable = await runtime.compile(graph);
        return {
          run(feeds, fetches, into) {
            for (const [name, { data }] of Object.entries(feeds)) {
              if (name.startsWith('dropout.')) masks.push((data as Float32Array).slice());
            }
            return executable.run(feeds, fetches, into);
          },
          release: () => executable.release(),
        };
      },
    };
    const { step } = await made(64, 0.2, spying);
    const random = new Random(6);
    await step.run([draw(64, random)], 0.01, random);
    await step.release();
    assert.equal(masks.length, 1 + 2 * 2);
    const all = masks.flatMap((mask) => [...mask]);
    const zeros = all.filter((number) => number === 0).length / all.length;
    const mean = all.reduce((sum, number) => sum + number, 0) / all.length;
    assert.equal(new Set(all).size, 2);
    // 40,960 numbers: four standard deviations are 0.008, and 0.01 of the mean.
    assert.ok(Math.abs(zeros - 0.2) < 0.008, `${zeros} are zero`);
    assert.ok(Math.abs(mean - 1) < 0.01, `the mean is ${mean}`);
  });

  it('leaves the parameters as they were where the loss is no number', async () => {
    const { step, optimizer } = await made(4);
    const random = new Random(4);
    assert.ok((await step.run([draw(4, random)], 0.01, random)).isFinite);
    optimizer.parameters[3].data[0] = Number.NaN;
    const before = numbers(optimizer);
    const report = await step.run([draw(4, random)], 0.01, random, true);
    assert.ok(!report.isFinite && Number.isNaN(report.loss));
    assert.equal(report.updates, undefined);
    assert.equal(optimizer.steps, 1);
    assert.deepEqual(numbers(optimizer), before);
    await step.release();
  });

  it('measures how far each parameter moves where it is asked to', async () => {
    const { step, optimizer } = await made(4);
    const random = new Random(5);
    const before = optimizer.parameters.map(({ data }) => data.slice());
    const { updates } = await step.run([draw(4, random)], 0.01, random, true);
    optimizer.parameters.forEach(({ name, data }, i) => {
      const change = data.reduce((sum, number, n) => sum + (number - before[i][n]) ** 2, 0);
      assert.ok(Math.abs(updates!.changes[i] - change) < 1e-4 * change, `${name}: ${updates!.changes[i]}, ${change}`);
    });
    await step.release();
  });
});
