import type { Graph, Value } from '../../engine/graph.ts';
import { relu } from '../../engine/operators/activation.ts';
import { add } from '../../engine/operators/elementwise.ts';
import { gather } from '../../engine/operators/indexing.ts';
import { crossEntropy } from '../../engine/operators/loss.ts';
import { linear } from '../../engine/operators/matrix.ts';
import { layerNorm } from '../../engine/operators/normalization.ts';
import type { Runtime, Tensors } from '../../engine/runtime.ts';
import { Hooks } from '../../models/hooks.ts';
import { causalMask } from '../../models/inference/causalMask.ts';
import { attend, splitHeads } from '../../models/layers/attention.ts';
import { Random } from '../../random.ts';
import type { Parameter } from '../../training/parameters.ts';
import { EngineTraining, type Objective } from '../networks/engineTraining.ts';

/** A transformer whose blocks may lack what lets deep ones learn. */
export interface DeepStack {
  readonly depth: number;
  readonly width: number;
  /** Whether each part adds to what comes in (He et al. 2015), or takes its place. */
  readonly residuals: boolean;
  /** Whether what goes into each part is normalised first (Ba et al. 2016; before each part, as in GPT-2). */
  readonly normalization: boolean;
  /** Standard deviation of a matrix' numbers, times √inputs: 1 neither shrinks nor stretches what comes in. */
  readonly gain: number;
}

const vocabularySize = 32;
const batch = 8;
const tokens = 16;
const rows = batch * tokens;
const epsilon = 1e-5;
/** Matrices of a block: of attention, and of the feed-forward part, which is four times as wide inside. */
const matrices = ['query', 'key', 'value', 'output', 'in', 'out'] as const;
const inner = 4;

/** How long the gradient of each block is before anything is learned, from the first block to the last. */
export async function gradientNorms(runtime: Runtime, stack: DeepStack, seed: number): Promise<number[]> {
  const training = await EngineTraining.compile(runtime, parametersOf(stack, seed), objective(stack));
  try {
    const { squares } = await training.differentiate(examples(seed));
    return Array.from({ length: stack.depth }, (_, layer) => {
      const own = training.parameters.flatMap(({ name }, i) => (name.startsWith(`${layer}.`) ? [squares[i]] : []));
      return Math.sqrt(own.reduce((sum, square) => sum + square, 0));
    });
  } finally {
    await training.release();
  }
}

function parametersOf({ depth, width, gain }: DeepStack, seed: number): Parameter[] {
  const random = new Random(seed);
  const drawn = (name: string, from: number, to: number): Parameter => ({
    name,
    shape: [from, to],
    data: Float32Array.from({ length: from * to }, () => (gain * random.normal()) / Math.sqrt(from)),
  });
  const embedding = {
    name: 'embedding',
    shape: [vocabularySize, width],
    data: Float32Array.from({ length: vocabularySize * width }, () => random.normal()),
  };
  const blocks = Array.from({ length: depth }, (_, layer) =>
    matrices.map((name) => {
      const from = name === 'out' ? inner * width : width;
      return drawn(`${layer}.${name}`, from, name === 'in' ? inner * width : width);
    }),
  );
  return [embedding, ...blocks.flat(), drawn('head', width, vocabularySize)];
}

function objective({ depth, width, residuals, normalization }: DeepStack) {
  return (graph: Graph, parameters: ReadonlyMap<string, Value>): Objective => {
    const ids = graph.input('ids', 'i64', [rows]);
    const targets = graph.input('targets', 'i64', [rows]);
    const mask = graph.constant(causalMask(tokens), [tokens, tokens]);
    const gain = graph.constant(new Float32Array(width).fill(1), [width]);
    const dense = (x: Value, name: string) => linear(x, parameters.get(name)!, undefined, 'in-out');
    const norm = (x: Value) => (normalization ? layerNorm(x, gain, undefined, epsilon).output : x);
    const join = (x: Value, written: Value) => (residuals ? add(x, written) : written);
    const shape = { batch, tokens, heads: 1, keyValueHeads: 1, headSize: width };

    let x = gather(parameters.get('embedding')!, ids); // [rows, width]
    for (let layer = 0; layer < depth; layer++) {
      const seen = norm(x);
      const [q, k, v] = ['query', 'key', 'value'].map((name) => splitHeads(dense(seen, `${layer}.${name}`), shape, 1));
      const outputWeight = () => parameters.get(`${layer}.output`)!;
      const z = attend({ q, k, v, mask, scale: 1 / Math.sqrt(width), outputWeight }, shape, rows, Hooks.none);
      x = join(x, dense(z, `${layer}.output`));
      x = join(x, dense(relu(dense(norm(x), `${layer}.in`)), `${layer}.out`));
    }
    return { loss: crossEntropy(dense(norm(x), 'head'), targets) };
  };
}

/** Tokens at random, and what comes next at random too: nothing is learned. */
function examples(seed: number): Tensors {
  const random = Random.at(seed, 1);
  const drawn = () => BigInt64Array.from({ length: rows }, () => BigInt(random.below(vocabularySize)));
  return { ids: { data: drawn(), shape: [rows] }, targets: { data: drawn(), shape: [rows] } };
}
