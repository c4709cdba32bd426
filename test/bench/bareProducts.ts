import { Graph, type Value } from '../../src/engine/graph.ts';
import { reshape, split } from '../../src/engine/operators/layout.ts';
import { linear, matmul } from '../../src/engine/operators/matrix.ts';
import type { Tensor, Tensors } from '../../src/engine/runtime.ts';
import type { CheckedModel } from '../../src/models/parameters.ts';

/**
 * The products of a forward pass of a GPT-2, in order and with the model's own weights, one feeding the next.
 * Inputs: `x` [tokens, C] and, where there is a past, `k.L` and `v.L` for each layer, [H, past, d] (bareMemory): reading them
 * is most of what attention costs, so they must not be the same for two layers. Output: `y`, logits.
 */
export function bareProducts({ config, parameters }: CheckedModel, tokens: number, past: number): Graph {
  const graph = new Graph();
  const { layers, heads, headSize, width } = config;
  const weight = (name: string): Value => {
    const stored = parameters.get(name)!;
    return graph.weight(name, stored.dtype, stored.shape, stored);
  };
  const remembered = (name: string) => graph.input(name, 'f32', [heads, past, headSize]);
  let x = graph.input('x', 'f32', [tokens, width]);
  for (let l = 0; l < layers; l++) {
    const product = (input: Value, name: string) =>
      linear(input, weight(`transformer.h.${l}.${name}.weight`), undefined, 'in-out');
    // The sizes of attention without its order of axes, so that nothing but products is left.
    const joined = reshape(product(x, 'attn.c_attn'), [3 * heads, tokens, headSize]);
    const [q, k, v] = split(joined, 0, [heads, heads, heads]);
    const [keys, values] = past > 0 ? [remembered(`k.${l}`), remembered(`v.${l}`)] : [k, v];
    const attended = matmul(matmul(q, keys, { transposeB: true, scale: 1e-3 }), values);
    const z = reshape(attended, [tokens, width]);
    x = product(product(product(z, 'attn.c_proj'), 'mlp.c_fc'), 'mlp.c_proj');
  }
  const [last] = tokens > 1 ? split(x, 0, [1, tokens - 1]) : [x];
  graph.output('y', linear(last, weight('transformer.wte.weight'), undefined, 'out-in'));
  return graph;
}

/** What bareProducts is fed besides `x`. */
export function bareMemory({ config }: CheckedModel, past: number): Tensors {
  const { layers, heads, headSize } = config;
  const names = Array.from({ length: layers }, (_, l) => [`k.${l}`, `v.${l}`]).flat();
  return Object.fromEntries(names.map((name) => [name, numbers([heads, past, headSize])]));
}

export function numbers(shape: readonly number[]): Tensor {
  const length = shape.reduce((product, size) => product * size, 1);
  return { data: Float32Array.from({ length }, (_, i) => Math.sin(i)), shape };
}
