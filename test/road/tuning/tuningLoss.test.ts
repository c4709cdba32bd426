import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { onnxruntimeNode } from '../../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { sizeOf } from '../../../src/engine/shape.ts';
import { architectureOf } from '../../../src/models/families.ts';
import { type EngineStep, EngineTraining } from '../../../src/road/networks/engineTraining.ts';
import { batchOf } from '../../../src/road/tuning/answerBatch.ts';
import { answerLoss, preferenceLoss } from '../../../src/road/tuning/tuningLoss.ts';
import type { Parameter } from '../../../src/training/parameters.ts';

/** As test/fixtures/tuning/make.py wrote it. */
interface Recorded {
  readonly config: Readonly<Record<string, number | string>>;
  readonly tokens: number;
  readonly beta: number;
  readonly rate: number;
  readonly ids: readonly (readonly number[])[];
  /** Of each sequence, where its answer begins and ends. */
  readonly spans: readonly (readonly [number, number])[];
  readonly supervised: { readonly loss: number; readonly gradients: Readonly<Record<string, number>> };
  readonly preference: {
    readonly reference: readonly number[];
    readonly steps: readonly {
      readonly loss: number;
      readonly likelihoods: readonly number[];
      readonly gradients?: Readonly<Record<string, number>>;
    }[];
  };
}

const file = path.join(__dirname, '../../fixtures/tuning/tuning.json');
const recorded = JSON.parse(readFileSync(file, 'utf8')) as Recorded;
const { config: json, tokens, beta, rate, ids, spans, supervised, preference } = recorded;
const architecture = architectureOf(json);
const runtime = onnxruntimeNode({ threads: 1 });
const shape = { batch: ids.length, tokens };
const sequences = ids.map((sequence, i) => ({
  ids: sequence,
  answers: sequence.map((_, t) => t >= spans[i][0] && t < spans[i][1]),
}));

/** The numbers that make.py gives a model. */
function parameters(): Parameter[] {
  const specs = architecture.family.parameters(architecture.config);
  const names = specs.map(({ name }) => name).sort();
  return specs.map(({ name, shape }) => {
    const mean = shape.length === 1 && name.endsWith('weight') ? 1 : 0;
    const place = names.indexOf(name);
    return {
      name,
      shape,
      data: Float32Array.from({ length: sizeOf(shape) }, (_, i) => mean + 0.15 * Math.sin(0.37 * i * i + place)),
    };
  });
}

function compareGradients(
  training: EngineTraining,
  { squares }: EngineStep,
  expected: Readonly<Record<string, number>>,
): void {
  assert.equal(Object.keys(expected).length, training.parameters.length);
  const largest = Math.max(...Object.values(expected));
  training.parameters.forEach(({ name }, i) => {
    const difference = Math.abs(Math.sqrt(squares[i]) - expected[name]);
    assert.ok(difference < 1e-4 * largest, `${name}: ${Math.sqrt(squares[i])}, not ${expected[name]}`);
  });
}

describe('tuning beside PyTorch', () => {
  it('has its loss and gradients on answers alone', async () => {
    const training = await EngineTraining.compile(runtime, parameters(), answerLoss(architecture, shape));
    const report = await training.differentiate(batchOf(architecture.config, sequences, tokens));
    assert.ok(Math.abs(report.loss - supervised.loss) < 1e-4, `${report.loss}, not ${supervised.loss}`);
    compareGradients(training, report, supervised.gradients);
    await training.release();
  });

  it('has its loss, likelihoods and gradients for preferences, and follows its steps', async () => {
    const training = await EngineTraining.compile(runtime, parameters(), preferenceLoss(architecture, shape, beta));
    const feeds = {
      ...batchOf(architecture.config, sequences, tokens),
      reference: { data: Float32Array.from(preference.reference), shape: [preference.reference.length] },
    };
    for (const step of preference.steps) {
      const { likelihoods } = await training.outputs(feeds, ['likelihoods']);
      step.likelihoods.forEach((expected, i) => {
        assert.ok(Math.abs((likelihoods.data as Float32Array)[i] - expected) < 1e-4 * Math.abs(expected));
      });
      const report = await training.step(feeds, rate);
      assert.ok(Math.abs(report.loss - step.loss) < 1e-4, `${report.loss}, not ${step.loss}`);
      if (step.gradients) compareGradients(training, report, step.gradients);
    }
    await training.release();
  });
});
