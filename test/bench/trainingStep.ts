import { gradients } from '../../src/engine/gradients.ts';
import { Graph } from '../../src/engine/graph.ts';
import { reshape, split } from '../../src/engine/operators/layout.ts';
import { linear, matmul } from '../../src/engine/operators/matrix.ts';
import { reduceSum } from '../../src/engine/operators/reduction.ts';
import type { Runtime } from '../../src/engine/runtime.ts';
import { gpt2 } from '../../src/models/families/gpt2.ts';
import type { Family } from '../../src/models/family.ts';
import { Random } from '../../src/random.ts';
import { languageObjective } from '../../src/training/objective.ts';
import { AdamW } from '../../src/training/optimizer/adamW.ts';
import { defaultAdamW } from '../../src/training/optimizer/adamWOptions.ts';
import { initialize } from '../../src/training/parameters.ts';
import { modelOf, type Size, type SizeName, sizes } from '../../src/training/recipe/presets.ts';
import { TrainingStep } from '../../src/training/step.ts';
import { numbers } from './bareProducts.ts';
import { gpt2SmallConfig } from './gpt2Small.ts';
import type { Contestant } from './outcome.ts';
import { characterGpt } from './spikeStep.ts';

/** A step to be measured. */
interface StepSize {
  /** config.json of a GPT-2. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly biases: boolean;
  readonly batch: number;
  readonly tokens: number;
  readonly dropout: number;
}

export type StepSizeName = SizeName | 'gpt2-small';

/** A size that is proposed for new models, on characters; or that of GPT-2 small, as for fine-tuning it. */
export function stepSize(name: StepSizeName): StepSize {
  if (name === 'gpt2-small') return { config: gpt2SmallConfig, biases: true, batch: 4, tokens: 64, dropout: 0 };
  const size = sizes.find((known): known is Size => known.name === name)!;
  const config = { ...modelOf(size), vocab_size: characterGpt.vocabulary };
  return { config, biases: false, batch: size.batch, tokens: size.context, dropout: size.dropout };
}

export type Releasable = Contestant & { release(): Promise<void> };

export async function trainerStep(runtime: Runtime, size: StepSize): Promise<Releasable> {
  const { biases, batch, tokens, dropout } = size;
  const config = gpt2.parseConfig(size.config);
  const specs = gpt2.parameters(config).filter(({ optional }) => biases || !optional);
  const objective = languageObjective(gpt2 as unknown as Family, config);
  const optimizer = new AdamW(specs, defaultAdamW);
  initialize(optimizer.parameters, specs, new Random(1));
  const step = await TrainingStep.compile(runtime, objective, optimizer, { shapes: [{ batch, tokens }], dropout });
  const random = new Random(3);
  return {
    label: 'the step, AdamW included',
    run: () => step.run([drawBatch(random, batch * tokens, config.vocabularySize)], 1e-4, random),
    release: () => step.release(),
  };
}

export function drawBatch(random: Random, count: number, below: number) {
  const draw = () => BigInt64Array.from({ length: count }, () => BigInt(random.below(below)));
  return { ids: draw(), targets: draw() };
}

/** Nothing but the matrix products of the step, forward and backward, one feeding the next. */
export async function bareStep(runtime: Runtime, { config: json, batch, tokens }: StepSize): Promise<Releasable> {
  const { layers, heads, headSize, width, innerWidth, vocabularySize } = gpt2.parseConfig(json);
  const rows = batch * tokens;
  const graph = new Graph();
  const weight = (name: string, from: number, to: number) => graph.input(name, 'f32', [from, to]);
  let x = graph.input('x', 'f32', [rows, width]);
  for (let l = 0; l < layers; l++) {
    const product = (name: string, from: number, to: number) =>
      linear(x, weight(`${l}.${name}`, from, to), undefined, 'in-out');
    // The sizes of attention without its order of axes, so that nothing but products is left.
    x = product('qkv', width, 3 * width);
    const [q, k, v] = split(reshape(x, [3 * batch, heads, tokens, headSize]), 0, [batch, batch, batch]);
    x = reshape(matmul(matmul(q, k, { transposeB: true, scale: 1e-3 }), v), [rows, width]);
    x = product('out', width, width);
    x = product('up', width, innerWidth);
    x = product('down', innerWidth, width);
  }
  const loss = reduceSum(linear(x, weight('embeddings', width, vocabularySize), undefined, 'in-out'), [0, 1]);
  const found = gradients(loss, graph.inputs.slice(1));
  for (const [{ name }, { dense }] of found) graph.output(`gradient.${name}`, dense!);
  const executable = await runtime.compile(graph);
  const feeds = Object.fromEntries(graph.inputs.map(({ name, shape }) => [name, numbers(shape as number[])]));
  const into = Object.fromEntries(
    [...found.keys()].map(({ name, shape }) => [`gradient.${name}`, numbers(shape as number[])]),
  );
  return {
    label: 'its matrix products alone',
    run: () => executable.run(feeds, Object.keys(into), into),
    release: () => executable.release(),
  };
}
