import * as ort from 'onnxruntime-web';
import { encodeOnnx } from '../onnx.ts';
import type { Runtime } from '../runtime.ts';
import { SessionExecutable } from './sessionExecutable.ts';
import { weightBytes } from './weightBytes.node.ts';

/**
 * ONNX Runtime compiled to WebAssembly, for machines without a native binary. It finds its module beside its own script,
 * in the package. WebAssembly's memory ends at 4 GB, and all sessions of a process share the number of threads.
 */
export function onnxruntimeWeb({ threads }: { readonly threads: number }): Runtime {
  ort.env.wasm.numThreads = threads;
  return {
    name: 'onnxruntime-web',
    version: ort.env.versions.web ?? ort.env.versions.common,
    device: 'wasm',
    threads,
    async compile(graph) {
      // It cannot read files: every weight is handed over as a file of its own, which holds just that.
      const model = encodeOnnx(graph, ({ name }, { length }) => ({ file: name, offset: 0, length }));
      const weights = [...graph.weights].map(async ([{ name }, range]) => ({
        path: name,
        data: await weightBytes(range),
      }));
      const session = await ort.InferenceSession.create(model, {
        executionProviders: ['wasm'],
        graphOptimizationLevel: 'all',
        executionMode: 'sequential',
        logSeverityLevel: 3,
        externalData: await Promise.all(weights),
      });
      // Given arrays were seen to come back with wrong numbers where they are fed again in the next run.
      return new SessionExecutable(session, { Tensor: ort.Tensor, writesInto: false });
    },
  };
}
