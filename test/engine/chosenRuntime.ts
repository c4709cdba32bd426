import { register } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import util, { parseArgs } from 'node:util';
import { Graph } from '../../src/engine/graph.ts';
import { multiply } from '../../src/engine/operators/elementwise.ts';
import { chooseRuntime } from '../../src/engine/runtimes/chooseRuntime.node.ts';
import { UnderhoodError } from '../../src/errors.ts';

// Run as a process of its own: chooses a runtime on a machine that is not this one, runs a graph, and prints how it
// went as JSON. --arch X pretends to be another processor; --tfjs CODE pretends that @tensorflow/tfjs-node is
// installed, as a module with that code. --wait N stays for N seconds more.

const { values } = parseArgs({
  options: {
    arch: { type: 'string' },
    tfjs: { type: 'string' },
    runtime: { type: 'string', default: 'auto' },
    wait: { type: 'string', default: '0' },
  },
});

async function main(): Promise<object> {
  if (values.arch) Object.defineProperty(process, 'arch', { value: values.arch });
  if (values.tfjs) {
    delete (util as { isNullOrUndefined?: unknown }).isNullOrUndefined; // As Node 23 did.
    const code = `data:text/javascript,${encodeURIComponent(values.tfjs)}`;
    const hook = `export const resolve = (name, context, next) => name === '@tensorflow/tfjs-node'
      ? { url: ${JSON.stringify(code)}, shortCircuit: true } : next(name, context);`;
    register(`data:text/javascript,${encodeURIComponent(hook)}`);
  }
  const runtime = await chooseRuntime({ runtime: values.runtime as 'auto', threads: 3 });
  const graph = new Graph();
  graph.output('y', multiply(graph.input('x', 'f32', [2]), graph.scalar(2)));
  const executable = await runtime.compile(graph);
  const { y } = await executable.run({ x: { data: Float32Array.of(1, 2), shape: [2] } }, ['y']);
  await executable.release();
  await sleep(1000 * Number(values.wait));
  return { ...runtime, y: [...y.data] };
}

main()
  .catch((error) =>
    error instanceof UnderhoodError ? { code: error.code, ...error.parameters } : { error: `${error}` },
  )
  .then((outcome) => console.log(JSON.stringify(outcome)));
