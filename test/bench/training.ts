import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Graph } from '../../src/engine/graph.ts';
import type { Runtime, Tensor, Tensors } from '../../src/engine/runtime.ts';
import { chooseRuntime } from '../../src/engine/runtimes/chooseRuntime.node.ts';
import { sizeOf } from '../../src/engine/shape.ts';
import { Random } from '../../src/random.ts';
import type { Bench } from './bench.ts';
import { type Budget, inTurn } from './outcome.ts';
import { pytorchSteps } from './pytorchStep.ts';
import { characterGpt, spikeStep } from './spikeStep.ts';
import { bareStep, drawBatch, type Releasable, type StepSizeName, stepSize, trainerStep } from './trainingStep.ts';

const { vocabulary, layers, width, tokens, batch } = characterGpt;
const characterStep = `a training step of a character GPT: ${layers} layers, width ${width}, ${batch} × ${tokens} tokens`;

export const characterTraining: Bench = {
  name: 'train-character',
  what: characterStep,
  async run() {
    const runtime = await chooseRuntime({ runtime: 'auto', threads: 0 });
    const step = await trainerStep(runtime, stepSize('0.8M'));
    const plain = await plainStep(runtime);
    const [work, yardstick] = await inTurn([step, plain], { rounds: 40, warmUps: 5 });
    await step.release();
    await plain.release();
    // 30 ms where the simplest form of the step was seen to take 36.
    return { work, yardstick, budget: { ratio: 30 / 36 }, notes: [await peakMemory('0.8M')] };
  },
};

export const pytorchTraining: Bench = {
  name: 'train-pytorch',
  what: `${characterStep}, beside PyTorch`,
  async run() {
    const runtime = await chooseRuntime({ runtime: 'auto', threads: 0 });
    const step = await trainerStep(runtime, stepSize('0.8M'));
    const pytorch = await pytorchSteps();
    const contestants = pytorch ? [step, pytorch.eager, pytorch.fused] : [step];
    const [work, yardstick, fused] = await inTurn(contestants, { rounds: 8, warmUps: 1, burst: 8 });
    for (const contestant of contestants) await contestant.release();
    if (!fused) return { work, notes: ['PyTorch is not installed beside the repository: not compared'] };
    return { work, yardstick, budget: { ratio: 0.5 }, notes: [`${fused.label}: ${fused.best.toFixed(1)} ms`] };
  },
};

/** A step of this size beside the products in it. */
function sizedTraining(size: StepSizeName, what: string, budget?: Budget): Bench {
  return {
    name: `train-${size.toLowerCase()}`,
    what,
    async run() {
      const runtime = await chooseRuntime({ runtime: 'auto', threads: 0 });
      const step = await trainerStep(runtime, stepSize(size));
      const bare = await bareStep(runtime, stepSize(size));
      const [work, yardstick] = await inTurn([step, bare]);
      await step.release();
      await bare.release();
      return { work, yardstick, budget, notes: [await peakMemory(size)] };
    },
  };
}

export const training3m = sizedTraining('3M', 'a training step of a new model of 3 million parameters, as proposed');
export const training10m = sizedTraining('10M', 'a training step of a new model of 10 million parameters, as proposed');
/** The budget is half of what llm.c takes on two cores of the kind on which the budgets were set. */
export const gpt2SmallTraining = sizedTraining(
  'gpt2-small',
  'a training step at the size of GPT-2 small, 4 × 64 tokens',
  { most: 2200 },
);

async function peakMemory(size: StepSizeName): Promise<string> {
  const script = ['--import', 'tsx', path.join(__dirname, 'trainingMemory.ts'), size];
  const { stdout } = await promisify(execFile)(process.execPath, script);
  return `resident memory of a process that does only this, at its highest: ${Math.round(JSON.parse(stdout).peak / 1e6)} MB`;
}

async function plainStep(runtime: Runtime): Promise<Releasable> {
  const { graph, state } = spikeStep();
  const executable = await runtime.compile(graph);
  const random = new Random(1);
  const start = state.map(({ name, shape }) => {
    const data = Float32Array.from({ length: sizeOf(shape) }, () =>
      /^[mv]\./.test(name) ? 0 : 0.02 * random.normal(),
    );
    return [name, { data, shape: shape as number[] }] as const;
  });
  let current: Tensors = Object.fromEntries(start);
  let previous: Tensors = {};
  const run = async () => {
    const { ids, targets } = drawBatch(random, batch * tokens, vocabulary);
    const feeds = {
      ...current,
      ids: { data: ids, shape: [ids.length] },
      targets: { data: targets, shape: [targets.length] },
      rate: scalar(1e-4),
      firstCorrection: scalar(1),
      secondCorrection: scalar(1),
    };
    const results = await executable.run(feeds, fetches(graph), previous);
    previous = Object.fromEntries(Object.entries(current).map(([name, tensor]) => [`next.${name}`, tensor]));
    current = Object.fromEntries(state.map(({ name }) => [name, results[`next.${name}`]]));
  };
  return { label: 'the same step in its simplest form', run, release: () => executable.release() };
}

function fetches(graph: Graph): string[] {
  return [...graph.outputs.keys()];
}

function scalar(number: number): Tensor {
  return { data: Float32Array.of(number), shape: [] };
}
