import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { architectureOf } from '../../src/models/families.ts';
import type { ParameterSpec } from '../../src/models/family.ts';
import { Random } from '../../src/random.ts';
import { type TokenSource, tokensInMemory } from '../../src/training/data/tokenSource.ts';
import { type Batch, copyWindow } from '../../src/training/data/windows.ts';
import { languageObjective } from '../../src/training/objective.ts';
import { AdamW } from '../../src/training/optimizer/adamW.ts';
import type { AdamWOptions } from '../../src/training/optimizer/adamWOptions.ts';
import { learningRateAt, type Schedule } from '../../src/training/optimizer/schedule.ts';
import type { Parameter } from '../../src/training/parameters.ts';
import { TrainingStep } from '../../src/training/step.ts';

/** As test/fixtures/training/pytorch.py wrote it. */
interface Recorded {
  readonly training: Schedule & AdamWOptions & Record<'steps' | 'batch' | 'accumulate' | 'tokens', number>;
  readonly cases: readonly {
    readonly seed: number;
    readonly config: Readonly<Record<string, number | string>>;
    /** One a step, nats per token. */
    readonly losses: readonly number[];
  }[];
}

const file = path.join(__dirname, '../fixtures/training/pytorch.json');
const { training, cases } = JSON.parse(readFileSync(file, 'utf8')) as Recorded;

/** By name; gains around 1, all else around 0. */
function drawWeights(parameters: readonly Parameter[], random: Random): void {
  const byName = [...parameters].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, shape, data } of byName) {
    const mean = shape.length === 1 && name.endsWith('weight') ? 1 : 0;
    for (let i = 0; i < data.length; i++) data[i] = mean + 0.05 * random.normal();
  }
}

function drawStream(random: Random, vocabulary: number): TokenSource {
  const stream = new Int32Array(5000);
  for (let i = 1; i < stream.length; i++) stream[i] = (3 * stream[i - 1] + random.below(4)) % vocabulary;
  return tokensInMemory(stream);
}

function drawBatch(stream: TokenSource, random: Random): Batch {
  const { batch, tokens } = training;
  const drawn = { ids: new BigInt64Array(batch * tokens), targets: new BigInt64Array(batch * tokens) };
  for (let b = 0; b < batch; b++) copyWindow(stream, random.below(stream.length - tokens), drawn, b, batch);
  return drawn;
}

describe('TrainingStep beside PyTorch', () => {
  for (const { seed, config: json, losses } of cases) {
    it(`follows its losses for ${losses.length} steps: ${json.model_type}`, async () => {
      const random = new Random(seed);
      const { family, config } = architectureOf(json);
      const specs: readonly ParameterSpec[] = family.parameters(config);
      const objective = languageObjective(family, config);
      const optimizer = new AdamW(specs, training);
      drawWeights(optimizer.parameters, random);
      const stream = drawStream(random, config.vocabularySize);
      const options = { shapes: [training], dropout: 0 };
      const step = await TrainingStep.compile(onnxruntimeNode({ threads: 1 }), objective, optimizer, options);
      let worst = 0;
      for (const [done, expected] of losses.entries()) {
        const batches = Array.from({ length: training.accumulate }, () => drawBatch(stream, random));
        const rate = learningRateAt(training, (done + 1) / training.steps);
        const { loss } = await step.run(batches, rate, random);
        worst = Math.max(worst, Math.abs(loss / expected - 1));
      }
      await step.release();
      // Seen: 7e-7. Rounding differs from processor to processor.
      assert.ok(worst < 1e-4, `the largest relative difference is ${worst}`);
      // Otherwise nothing was learned, and nothing shown.
      assert.ok(losses.at(-1)! < 0.7 * losses[0]);
    });
  }
});
