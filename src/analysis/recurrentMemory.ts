import { gradients } from '../engine/gradients.ts';
import { Graph } from '../engine/graph.ts';
import { multiply } from '../engine/operators/elementwise.ts';
import { reduceSum } from '../engine/operators/reduction.ts';
import type { Runtime, Tensors } from '../engine/runtime.ts';
import type { ParameterSource } from '../models/family.ts';
import { Hooks } from '../models/hooks.ts';
import { checkIds } from '../models/inference/checkIds.ts';
import type { RecurrentConfig, RecurrentFamily, RecurrentOutputs } from '../models/recurrentFamily.ts';

/** A recurrent network that reads a text, and how its parameters enter a graph. */
interface RecurrentSource {
  readonly family: {
    forward(...parameters: Parameters<RecurrentFamily['forward']>): Pick<RecurrentOutputs, 'embedded' | 'states'>;
  };
  readonly config: RecurrentConfig;
  parameters(graph: Graph): ParameterSource;
}

export interface RecurrentMemory {
  /** ‖∂h_T/∂x_t‖ of every token (Frobenius): how much of its embedding is left in the last state. [T] */
  readonly norms: Float32Array;
  /** h_t of every token, [T, H] */
  readonly states: Float32Array;
}

/**
 * How much a recurrent network remembers of each token at the end of a text (Bengio et al. 1994): the sizes of the
 * Jacobians of the last state with respect to the tokens' embeddings, by back-propagation. The text is read H times side by
 * side, of which each copy differentiates one number of the last state.
 * @param ids at least one, at most the context length
 * @param weights parameters that are fed; none where they lie in a file
 */
export async function recurrentMemory(
  { family, config, parameters }: RecurrentSource,
  runtime: Runtime,
  ids: readonly number[],
  weights: Tensors = {},
): Promise<RecurrentMemory> {
  checkIds(config, ids);
  const { hiddenSize, width } = config;
  const tokens = ids.length;
  const graph = new Graph();
  const copies = graph.input('ids', 'i64', [tokens * hiddenSize]);
  const each = graph.input('identity', 'f32', [hiddenSize, hiddenSize]);
  const hooks = new Hooks((name) => name === 'hook_state');
  const { embedded, states } = family.forward(config, parameters(graph), { ids: copies, tokens }, hooks);
  const sum = reduceSum(multiply(states[tokens - 1], each), [0, 1]);
  graph.output('jacobians', gradients(sum, [embedded]).get(embedded)!.dense!); // [T·H, E]
  const executable = await runtime.compile(graph);
  try {
    const identity = new Float32Array(hiddenSize ** 2);
    for (let i = 0; i < hiddenSize; i++) identity[i * (hiddenSize + 1)] = 1;
    const repeated = ids.flatMap((id) => Array.from({ length: hiddenSize }, () => BigInt(id)));
    const feeds = {
      ...weights,
      ids: { data: BigInt64Array.from(repeated), shape: [tokens * hiddenSize] },
      identity: { data: identity, shape: [hiddenSize, hiddenSize] },
    };
    const found = await executable.run(feeds, ['jacobians', 'hook_state']);
    const [jacobians, all] = [found.jacobians.data as Float32Array, found.hook_state.data as Float32Array];
    const perToken = hiddenSize * width;
    const read = new Float32Array(tokens * hiddenSize);
    for (let t = 0; t < tokens; t++) {
      const first = t * hiddenSize ** 2;
      read.set(all.subarray(first, first + hiddenSize), t * hiddenSize);
    }
    const norms = Float32Array.from(ids, (_, t) => lengthOf(jacobians.subarray(t * perToken, (t + 1) * perToken)));
    return { norms, states: read };
  } finally {
    await executable.release();
  }
}

function lengthOf(numbers: Float32Array): number {
  let sum = 0;
  for (const number of numbers) sum += number * number;
  return Math.sqrt(sum);
}
