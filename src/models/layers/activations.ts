import type { Value } from '../../engine/graph.ts';
import { gelu, relu, silu } from '../../engine/operators/activation.ts';

/** The activation functions between the two halves of an MLP, under the names that transformers gives them. */
export const activations: Readonly<Record<string, (x: Value) => Value>> = {
  gelu_new: (x) => gelu(x, 'tanh'),
  gelu_pytorch_tanh: (x) => gelu(x, 'tanh'),
  gelu: (x) => gelu(x, 'none'),
  relu,
  silu,
  swish: silu,
};
