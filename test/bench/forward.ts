import { Graph, type Value } from '../../src/engine/graph.ts';
import { reshape, split } from '../../src/engine/operators/layout.ts';
import { linear, matmul } from '../../src/engine/operators/matrix.ts';
import type { Tensor } from '../../src/engine/runtime.ts';
import { chooseRuntime } from '../../src/engine/runtimes/chooseRuntime.node.ts';
import { Inference } from '../../src/models/inference.ts';
import type { CheckedModel } from '../../src/models/parameters.ts';
import type { Bench } from './bench.ts';
import { gpt2Small } from './gpt2Small.ts';
import { inTurn, type Outcome } from './outcome.ts';

/** GPT-2 small over a text of so many tokens, as a page asks for it, beside nothing but its matrix products. */
export function forward(tokens: number, budget?: number): Bench {
  return {
    name: `forward-${tokens}`,
    what: `GPT-2 small, ${tokens} tokens: all attention maps and one row of logits`,
    run: () => run(tokens, budget),
  };
}

async function run(tokens: number, budget: number | undefined): Promise<Outcome> {
  const runtime = await chooseRuntime({ runtime: 'auto', threads: 0 });
  const model = await gpt2Small();
  const inference = new Inference(model, runtime);
  const ids = Array.from({ length: tokens }, (_, i) => (i * 7919) % model.config.vocabularySize);
  const patterns = inference.hookNames.filter((name) => name.endsWith('hook_pattern'));
  const bare = await runtime.compile(bareProducts(model, tokens));
  const x = numbers(tokens, model.config.width);
  const [work, yardstick] = await inTurn(
    [
      { label: 'the model', run: () => inference.run(ids, patterns, [tokens - 1]) },
      { label: 'its matrix products alone', run: () => bare.run({ x }, ['y']) },
    ],
    tokens > 512 ? { rounds: 5, warmUps: 1 } : {},
  );
  const memory = `resident memory with both loaded: ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MiB`;
  await inference.release();
  await bare.release();
  return {
    work,
    yardstick,
    budget: budget === undefined ? undefined : { ratio: budget },
    notes: [`${runtime.name} ${runtime.version}, ${runtime.threads} threads; ${memory}`],
  };
}

/** The products of a forward pass, in order and with the model's own weights, one feeding the next. */
function bareProducts({ config, parameters }: CheckedModel, tokens: number): Graph {
  const graph = new Graph();
  const { layers, heads, headSize, width } = config;
  const weight = (name: string): Value => {
    const stored = parameters.get(name)!;
    return graph.weight(name, stored.dtype, stored.shape, stored);
  };
  let x = graph.input('x', 'f32', [tokens, width]);
  for (let l = 0; l < layers; l++) {
    const product = (input: Value, name: string) =>
      linear(input, weight(`transformer.h.${l}.${name}.weight`), undefined, 'in-out');
    // The sizes of attention without its order of axes, so that nothing but products is left.
    const joined = reshape(product(x, 'attn.c_attn'), [3 * heads, tokens, headSize]);
    const [q, k, v] = split(joined, 0, [heads, heads, heads]);
    const z = reshape(matmul(matmul(q, k, { transposeB: true, scale: 1e-3 }), v), [tokens, width]);
    x = product(product(product(z, 'attn.c_proj'), 'mlp.c_fc'), 'mlp.c_proj');
  }
  const [last] = split(x, 0, [1, tokens - 1]);
  graph.output('y', linear(last, weight('transformer.wte.weight'), undefined, 'out-in'));
  return graph;
}

function numbers(rows: number, width: number): Tensor {
  return { data: Float32Array.from({ length: rows * width }, (_, i) => Math.sin(i)), shape: [rows, width] };
}
