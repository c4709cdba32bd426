import path from 'node:path';
import * as ort from 'onnxruntime-node';
import { encodeOnnx } from '../onnx.ts';
import type { Executable, Runtime, Tensor, Tensors } from '../runtime.ts';

/** ONNX Runtime's native library. A run blocks the thread it is called on and can crash natively: use it in a child. */
export function onnxruntimeNode(options: { readonly threads: number; readonly device?: string }): Runtime {
  const { threads, device = 'cpu' } = options;
  return {
    name: 'onnxruntime-node',
    version: ort.env.versions.node ?? ort.env.versions.common,
    device,
    threads,
    async compile(graph) {
      const folder = commonFolder([...graph.weights.values()].map((range) => range.file));
      const model = encodeOnnx(graph, (range) => path.relative(folder, range.file).split(path.sep).join('/'));
      const session = await ort.InferenceSession.create(model, {
        executionProviders: [device],
        graphOptimizationLevel: 'all',
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        executionMode: 'sequential',
        logSeverityLevel: 3,
        // Where a model that is only in memory looks for its external data.
        extra: { session: { model_external_initializers_file_folder_path: folder } },
      });
      return new SessionExecutable(session, new Set(session.inputNames));
    },
  };
}

class SessionExecutable implements Executable {
  constructor(
    readonly session: ort.InferenceSession,
    readonly inputs: ReadonlySet<string>,
  ) {}

  async run(feeds: Tensors, fetches: readonly string[], into: Tensors = {}): Promise<Tensors> {
    // Inputs on which no output depends are not in the compiled graph.
    const used = Object.entries(feeds).filter(([name]) => this.inputs.has(name));
    const results = await this.session.run(
      Object.fromEntries(used.map(([name, tensor]) => [name, toOrt(tensor)])),
      Object.fromEntries(fetches.map((name) => [name, into[name] ? toOrt(into[name]) : null])),
    );
    return Object.fromEntries(
      fetches.map((name) => {
        const { data, dims } = results[name];
        return [name, { data: data as Tensor['data'], shape: dims }];
      }),
    );
  }

  release(): Promise<void> {
    return this.session.release();
  }
}

function toOrt({ data, shape }: Tensor): ort.Tensor {
  return data instanceof Float32Array ? new ort.Tensor('float32', data, shape) : new ort.Tensor('int64', data, shape);
}

/** The deepest folder that holds all files: ONNX Runtime refuses external data outside the model's folder. */
function commonFolder(files: readonly string[]): string {
  const folders = [...new Set(files.map((file) => path.dirname(file)))];
  return folders.reduce((common, folder) => {
    while (path.relative(common, folder).startsWith('..')) common = path.dirname(common);
    return common;
  }, folders[0] ?? '');
}
