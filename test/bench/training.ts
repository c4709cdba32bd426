import type { Graph } from '../../src/engine/graph.ts';
import type { Runtime, Tensor, Tensors } from '../../src/engine/runtime.ts';
import { chooseRuntime } from '../../src/engine/runtimes/chooseRuntime.node.ts';
import { sizeOf } from '../../src/engine/shape.ts';
import { gpt2 } from '../../src/models/gpt2.ts';
import { Random } from '../../src/random.ts';
import { AdamW, defaultAdamW } from '../../src/training/adamW.ts';
import { initialize } from '../../src/training/parameters.ts';
import { TrainingStep } from '../../src/training/step.ts';
import type { Bench } from './bench.ts';
import { gpt2SmallConfig } from './gpt2Small.ts';
import { type Contestant, inTurn } from './outcome.ts';
import { characterGpt, spikeStep } from './spikeStep.ts';

interface Size {
  readonly config: Readonly<Record<string, number | string>>;
  readonly biases: boolean;
  readonly batch: number;
  readonly tokens: number;
}

const { vocabulary, layers, heads, width, tokens, batch } = characterGpt;
const characterSize: Size = {
  config: { n_layer: layers, n_head: heads, n_embd: width, vocab_size: vocabulary, n_positions: tokens },
  biases: false,
  batch,
  tokens,
};

export const characterTraining: Bench = {
  name: 'train-character',
  what: `a training step of a character GPT: ${layers} layers, width ${width}, ${batch} × ${tokens} tokens`,
  async run() {
    const runtime = await chooseRuntime({ runtime: 'auto', threads: 0 });
    const step = await trainerStep(runtime, characterSize);
    const plain = await plainStep(runtime);
    const [work, yardstick] = await inTurn([step, plain], { rounds: 40, warmUps: 5 });
    await step.release();
    await plain.release();
    // 30 ms where the simplest form of the step was seen to take 36.
    return { work, yardstick, budget: { ratio: 30 / 36 } };
  },
};

export const gpt2SmallTraining: Bench = {
  name: 'train-gpt2-small',
  what: 'a training step at the size of GPT-2 small, 4 × 64 tokens',
  async run() {
    const runtime = await chooseRuntime({ runtime: 'auto', threads: 0 });
    const step = await trainerStep(runtime, { config: gpt2SmallConfig, biases: true, batch: 4, tokens: 64 });
    const [work] = await inTurn([step]);
    await step.release();
    // Half of what llm.c takes on two cores of the kind on which the budgets were set.
    return { work, budget: { most: 2200 } };
  },
};

type Releasable = Contestant & { release(): Promise<void> };

async function trainerStep(runtime: Runtime, { config: json, biases, batch, tokens }: Size): Promise<Releasable> {
  const config = gpt2.parseConfig(json);
  const specs = gpt2.parameters(config).filter(({ optional }) => biases || !optional);
  const optimizer = new AdamW(specs, defaultAdamW);
  initialize(optimizer.parameters, specs, new Random(1));
  const options = { shape: { batch, tokens }, dropout: 0 };
  const step = await TrainingStep.compile(runtime, gpt2, config, optimizer, options);
  const random = new Random(3);
  return {
    label: 'the step, AdamW included',
    run: () => step.run([drawBatch(random, batch * tokens, config.vocabularySize)], 1e-4, random),
    release: () => step.release(),
  };
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

function drawBatch(random: Random, count: number, below: number): { ids: BigInt64Array; targets: BigInt64Array } {
  const draw = () => BigInt64Array.from({ length: count }, () => BigInt(random.below(below)));
  return { ids: draw(), targets: draw() };
}

function scalar(number: number): Tensor {
  return { data: Float32Array.of(number), shape: [] };
}
