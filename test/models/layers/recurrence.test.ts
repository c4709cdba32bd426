import assert from 'node:assert/strict';
import path from 'node:path';
import { gradients } from '../../../src/engine/gradients.ts';
import { Graph, type Value } from '../../../src/engine/graph.ts';
import { log, multiply } from '../../../src/engine/operators/elementwise.ts';
import { concat, reshape } from '../../../src/engine/operators/layout.ts';
import { linear, matmul } from '../../../src/engine/operators/matrix.ts';
import { reduceSum } from '../../../src/engine/operators/reduction.ts';
import type { Tensors } from '../../../src/engine/runtime.ts';
import { onnxruntimeNode } from '../../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { attendAdditively } from '../../../src/models/layers/additiveAttention.ts';
import { recur } from '../../../src/models/layers/recurrence.ts';
import { distance, type Reference, readTensors } from '../goldenCases.ts';

/** As test/fixtures/translation/rnn.py wrote it. */
const reference = readTensors(path.join(import.meta.dirname, '../../fixtures/translation/rnn.safetensors'));

function named(name: string): Reference {
  const found = reference.get(name);
  assert.ok(found, `the fixture has ${name}`);
  return found;
}

/** A graph's inputs by the names that the fixture gives them behind a prefix. */
function inputsOf(graph: Graph, prefix: string, names: readonly string[]): Readonly<Record<string, Value>> {
  return Object.fromEntries(names.map((name) => [name, graph.input(name, 'f32', named(prefix + name).shape)]));
}

/** Runs a graph on the fixture's numbers and compares every output with what PyTorch computed, within 1e-5. */
async function assertAgrees(graph: Graph, prefix: string): Promise<void> {
  const executable = await onnxruntimeNode({ threads: 1 }).compile(graph);
  const feeds = Object.fromEntries(graph.inputs.map(({ name }) => [name, named(prefix + name)])) as Tensors;
  const names = [...graph.outputs.keys()];
  const results = await executable.run(feeds, names);
  await executable.release();
  for (const name of names) {
    const difference = distance(results[name].data as Float32Array, named(prefix + name).data as Float32Array);
    assert.ok(difference <= 1e-5, `${name} differs by ${difference}`);
  }
}

/** Declares Σ output · cotangent's gradients with respect to `values` as outputs. */
function differentiate(graph: Graph, output: Value, cotangent: Value, values: Readonly<Record<string, Value>>): void {
  const weighted = multiply(output, cotangent);
  const axes = weighted.shape.map((_, axis) => axis);
  const found = gradients(reduceSum(weighted, axes), Object.values(values));
  for (const [name, value] of Object.entries(values)) graph.output(`gradient.${name}`, found.get(value)!.dense!);
}

describe('Recurrent cells beside PyTorch', () => {
  it('compute what torch.nn.RNN computes, gradients included', async () => {
    const graph = new Graph();
    const names = ['weight_ih', 'weight_hh', 'bias', 'inputs', 'initial', 'cotangent'];
    const { cotangent, ...values } = inputsOf(graph, 'lm.', names);
    const [tokens, batch, width] = values.inputs.shape as number[];
    const flat = reshape(values.inputs, [tokens * batch, width]);
    const brought = linear(flat, values.weight_ih, values.bias, 'out-in');
    const states = concat(recur(brought, values.initial, values.weight_hh, tokens), 0);
    const shaped = graph.output('states', reshape(states, cotangent.shape));
    differentiate(graph, shaped, cotangent, values);
    await assertAgrees(graph, 'lm.');
  });

  it('look back by additive attention as a direct computation does, gradients included', async () => {
    const graph = new Graph();
    const names = ['state', 'states', 'query', 'key', 'score', 'presence', 'cotangent'];
    const { presence, cotangent, ...values } = inputsOf(graph, 'attention.', names);
    const keys = matmul(values.states, values.key, { transposeB: true });
    const annotations = { states: values.states, keys, mask: log(presence) };
    const attended = attendAdditively(values.state, annotations, { query: values.query, score: values.score });
    graph.output('pattern', attended.pattern);
    graph.output('context', attended.context);
    differentiate(graph, attended.context, cotangent, values);
    await assertAgrees(graph, 'attention.');
  });
});
