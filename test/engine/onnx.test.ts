import assert from 'node:assert/strict';
import { onnx } from 'onnx-proto';
import { Graph } from '../../src/engine/graph.ts';
import { encodeOnnx } from '../../src/engine/onnx.ts';
import { add, multiply } from '../../src/engine/operators/elementwise.ts';
import { reshape, split } from '../../src/engine/operators/layout.ts';
import { layerNorm } from '../../src/engine/operators/normalization.ts';

const nowhere = () => {
  throw new Error('there are no weights');
};

function decoded(graph: Graph, locate: Parameters<typeof encodeOnnx>[1] = nowhere) {
  return onnx.ModelProto.decode(encodeOnnx(graph, locate)).graph!;
}

describe('the ONNX file', () => {
  it('names operator sets that ONNX Runtime knows', () => {
    const { opsetImport, irVersion } = onnx.ModelProto.decode(encodeOnnx(new Graph(), nowhere));
    assert.deepEqual(
      opsetImport.map(({ domain, version }) => [domain, Number(version)]),
      [
        ['', 20],
        ['com.microsoft', 1],
      ],
    );
    assert.equal(Number(irVersion), 9);
  });

  it('points to weights instead of holding them', () => {
    const graph = new Graph();
    const range = { file: '/models/a.safetensors', offset: 4096, length: 24 };
    graph.output('y', multiply(graph.weight('w', 'f32', [2, 3], range), graph.scalar(2)));
    const { initializer } = decoded(graph, (weight, { offset, length }) => ({
      file: `at ${weight.name}`,
      offset,
      length,
    }));
    const weight = initializer!.find(({ name }) => name === 'w')!;
    assert.deepEqual(Object.fromEntries(weight.externalData!.map(({ key, value }) => [key, value])), {
      location: 'at w',
      offset: '4096',
      length: '24',
    });
    assert.equal(weight.rawData!.length, 0);
    assert.deepEqual(weight.dims!.map(Number), [2, 3]);
  });

  it('leaves out whatever no output depends on', () => {
    const graph = new Graph();
    const [x, unused] = [graph.input('x', 'f32', [2]), graph.input('unused', 'f32', [2])];
    multiply(unused, graph.scalar(7));
    graph.weight('forgotten', 'f32', [1], { file: 'f', offset: 0, length: 4 });
    graph.output('y', add(x, x));
    const { node, input, initializer } = decoded(graph);
    assert.deepEqual(
      node!.map(({ opType }) => opType),
      ['Add'],
    );
    assert.deepEqual(
      input!.map(({ name }) => name),
      ['x'],
    );
    assert.deepEqual(initializer, []);
  });

  it('gives an output its name without a copy, and one with two names a copy', () => {
    const graph = new Graph();
    const x = graph.input('x', 'f32', ['T', 2]);
    const y = add(x, x);
    graph.output('y', y);
    graph.output('again', y);
    graph.output('itself', x);
    const { node, output } = decoded(graph);
    assert.deepEqual(
      node!.map(({ opType, output }) => [opType, output![0]]),
      [
        ['Add', 'y'],
        ['Identity', 'again'],
        ['Identity', 'itself'],
      ],
    );
    assert.deepEqual(
      output!.map(({ name }) => name),
      ['y', 'again', 'itself'],
    );
    const dims = output![0].type!.tensorType!.shape!.dim!;
    assert.deepEqual([dims[0].dimParam, Number(dims[1].dimValue)], ['T', 2]);
  });

  it('writes what nobody reads last, and backwards: the order in which ONNX Runtime asks for it', () => {
    const graph = new Graph();
    const x = graph.input('x', 'f32', [2]);
    graph.output('first', add(x, x));
    const product = multiply(x, x);
    graph.output('second', add(product, x));
    graph.output('third', multiply(product, product));
    const { node } = decoded(graph);
    assert.deepEqual(
      node!.map(({ output }) => output![0]),
      [product.name, 'third', 'second', 'first'],
    );
  });

  it('leaves out optional outputs that nobody reads, and keeps all parts of a split', () => {
    const graph = new Graph();
    const x = graph.input('x', 'f32', [2, 4]);
    const gain = graph.input('gain', 'f32', [4]);
    graph.output('first', split(x, 1, [1, 3])[0]);
    graph.output('plain', layerNorm(x, gain, gain, 1e-5).output);
    const withScale = layerNorm(x, gain, gain, 1e-5);
    graph.output('scaled', withScale.output);
    graph.output('scale', withScale.scale());
    const counts = decoded(graph).node!.map(({ opType, output }) => [opType, output!.length]);
    assert.deepEqual(counts, [
      ['LayerNormalization', 3],
      ['Reciprocal', 1],
      ['LayerNormalization', 1],
      ['Split', 2],
    ]);
  });

  it('writes a size that is not known yet as −1', () => {
    const graph = new Graph();
    graph.output('y', reshape(graph.input('x', 'f32', ['T', 6]), [2, 'T', 3]));
    const { node, initializer } = decoded(graph);
    const shape = initializer!.find(({ name }) => name === node![0].input![1])!;
    assert.deepEqual(shape.int64Data!.map(Number), [2, -1, 3]);
  });
});
