import './noTelemetry.node.ts';
import path from 'node:path';
import * as ort from 'onnxruntime-node';
import { encodeOnnx } from '../onnx.ts';
import type { Runtime } from '../runtime.ts';
import { SessionExecutable } from './sessionExecutable.ts';

interface OnnxruntimeOptions {
  readonly threads: number;
  readonly device?: string;
  /** How long every operator of every run takes goes to a file whose name begins so, once an executable is released. */
  readonly profile?: string;
}

/** ONNX Runtime's native library. A run blocks the thread it is called on and can crash natively: use it in a child. */
export function onnxruntimeNode({ threads, device = 'cpu', profile }: OnnxruntimeOptions): Runtime {
  return {
    name: 'onnxruntime-node',
    version: ort.env.versions.node ?? ort.env.versions.common,
    device,
    threads,
    async compile(graph) {
      const folder = commonFolder([...graph.weights.values()].map((range) => range.file));
      const model = encodeOnnx(graph, (_, range) => {
        const file = path.relative(folder, range.file).split(path.sep).join('/');
        return { ...range, file };
      });
      const session = await ort.InferenceSession.create(model, {
        executionProviders: [device],
        graphOptimizationLevel: 'all',
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        executionMode: 'sequential',
        logSeverityLevel: 3,
        ...(profile !== undefined && { enableProfiling: true, profileFilePrefix: profile }),
        extra: {
          session: {
            // Where a model that is only in memory looks for its external data.
            model_external_initializers_file_folder_path: folder,
            // Threads that wait for work burn a core each. Without a limit, a run on a busy machine was seen to take
            // four times as long; within one on an idle machine, they rarely wait longer than this.
            intra_op: { spin_duration_us: '100' },
          },
        },
      });
      return new SessionExecutable(session, { Tensor: ort.Tensor, writesInto: true });
    },
  };
}

/** What this build of the library can compute on, `cpu` among them. */
export function supportedDevices(): string[] {
  return ort.listSupportedBackends().map(({ name }) => name);
}

/** The deepest folder that holds all files: ONNX Runtime refuses external data outside the model's folder. */
function commonFolder(files: readonly string[]): string {
  const folders = [...new Set(files.map((file) => path.dirname(file)))];
  return folders.reduce((common, folder) => {
    while (path.relative(common, folder).startsWith('..')) common = path.dirname(common);
    return common;
  }, folders[0] ?? '');
}
