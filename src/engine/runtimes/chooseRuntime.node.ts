import { UnderhoodError } from '../../errors.ts';
import type { Runtime, RuntimeName } from '../runtime.ts';
import { automaticThreads } from './threads.node.ts';

interface RuntimeOptions {
  /** `auto`: the native ONNX Runtime where its binary loads, otherwise the WebAssembly one. */
  readonly runtime: 'auto' | RuntimeName;
  /** 0: chosen here. */
  readonly threads: number;
  /** What to compute on, for `onnxruntime-node` only; `cpu` where absent. */
  readonly device?: string;
}

/** Loads the library that computes. Throws UnderhoodError saying why, where what was chosen cannot run here. */
export async function chooseRuntime(options: RuntimeOptions): Promise<Runtime> {
  const threads = options.threads > 0 ? options.threads : automaticThreads();
  if (options.runtime !== 'auto') return load(options.runtime, threads, options.device);
  try {
    return await load('onnxruntime-node', threads, options.device);
  } catch (native) {
    if (reason(native) === undefined) throw native;
    return load('onnxruntime-web', threads).catch((web) => {
      throw new UnderhoodError('runtime.noneAvailable', {
        nativeDetail: reason(native) ?? '',
        webDetail: reason(web) ?? String(web),
      });
    });
  }
}

/** Each library is loaded only where it is chosen: loading is slow, and a native one can fail. */
async function load(name: RuntimeName, threads: number, device?: string): Promise<Runtime> {
  try {
    switch (name) {
      case 'onnxruntime-node': {
        const { onnxruntimeNode, supportedDevices } = await import('./onnxruntimeNode.node.ts');
        if (device !== undefined && !supportedDevices().includes(device)) {
          throw new UnderhoodError('runtime.noDevice', { device, devices: supportedDevices().join(', ') });
        }
        return onnxruntimeNode({ threads, device });
      }
      case 'onnxruntime-web': {
        const { onnxruntimeWeb } = await import('./onnxruntimeWeb.node.ts');
        return onnxruntimeWeb({ threads });
      }
      case 'tensorflow': {
        const { tensorflow } = await import('./tensorflow.node.ts');
        return await tensorflow({ threads });
      }
    }
  } catch (error) {
    if (error instanceof UnderhoodError) throw error;
    throw new UnderhoodError('runtime.unavailable', { runtime: name, detail: firstLine(error) });
  }
}

/** Why a library could not be loaded; undefined where something else is wrong. */
function reason(error: unknown): string | undefined {
  if (!(error instanceof UnderhoodError) || error.code !== 'runtime.unavailable') return undefined;
  return String(error.parameters.detail);
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0];
}
