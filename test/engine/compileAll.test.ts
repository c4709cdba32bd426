import assert from 'node:assert/strict';
import { compileAll } from '../../src/engine/compileAll.ts';
import { Graph } from '../../src/engine/graph.ts';
import type { Runtime } from '../../src/engine/runtime.ts';

describe('compileAll', () => {
  const graphs = [new Graph(), new Graph(), new Graph()];
  const released: Graph[] = [];
  const runtimeFor = (fits: (graph: Graph) => boolean): Runtime => ({
    ...{ name: 'tensorflow', version: '', device: '', threads: 1 },
    async compile(graph) {
      if (!fits(graph)) throw new RangeError('no memory');
      return { run: async () => ({}), release: async () => void released.push(graph) };
    },
  });

  it('gives one executable a graph, in order', async () => {
    const executables = await compileAll(
      runtimeFor(() => true),
      graphs,
    );
    assert.equal(released.length, 0);
    await executables[2].release();
    assert.deepEqual(released.splice(0), [graphs[2]]);
  });

  it('keeps none where one fails, and says why', async () => {
    const runtime = runtimeFor((graph) => graph !== graphs[2]);
    await assert.rejects(compileAll(runtime, graphs), /no memory/);
    assert.deepEqual(released, graphs.slice(0, 2));
  });
});
