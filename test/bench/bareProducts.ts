import { Graph, type Value } from '../../src/engine/graph.ts';
import { reshape, split } from '../../src/engine/operators/layout.ts';
import { linear, matmul } from '../../src/engine/operators/matrix.ts';
import type { Tensor } from '../../src/engine/runtime.ts';
import type { CheckedModel } from '../../src/models/parameters.ts';

/**
 * The products of a forward pass of a GPT-2, in order and with the model's own weights, one feeding the next.
 * Input: `x` [tokens, C]; where there is a past, `k` and `v`, [H, past, d], for every layer the same. Output: `y`, logits.
 */
export function bareProducts({ config, parameters }: CheckedModel, tokens: number, past: number): Graph {
  const graph = new Graph();
  const { layers, heads, headSize, width } = config;
  const weight = (name: string): Value => {
    const stored = parameters.get(name)!;
    return graph.weight(name, stored.dtype, stored.shape, stored);
  };
  const remembered = (name: string) => graph.input(name, 'f32', [heads, past, headSize]);
  const memory = past > 0 ? { k: remembered('k'), v: remembered('v') } : undefined;
  let x = graph.input('x', 'f32', [tokens, width]);
  for (let l = 0; l < layers; l++) {
    const product = (input: Value, name: string) =>
      linear(input, weight(`transformer.h.${l}.${name}.weight`), undefined, 'in-out');
    // The sizes of attention without its order of axes, so that nothing but products is left.
    const joined = reshape(product(x, 'attn.c_attn'), [3 * heads, tokens, headSize]);
    const [q, k, v] = split(joined, 0, [heads, heads, heads]);
    const attended = matmul(matmul(q, memory?.k ?? k, { transposeB: true, scale: 1e-3 }), memory?.v ?? v);
    const z = reshape(attended, [tokens, width]);
    x = product(product(product(z, 'attn.c_proj'), 'mlp.c_fc'), 'mlp.c_proj');
  }
  const [last] = tokens > 1 ? split(x, 0, [1, tokens - 1]) : [x];
  graph.output('y', linear(last, weight('transformer.wte.weight'), undefined, 'out-in'));
  return graph;
}

export function numbers(shape: readonly number[]): Tensor {
  const length = shape.reduce((product, size) => product * size, 1);
  return { data: Float32Array.from({ length }, (_, i) => Math.sin(i)), shape };
}
