import nodeUtil from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { fromBfloat16, fromHalf } from '../../checkpoint/halfPrecision.ts';
import { UnderhoodError } from '../../errors.ts';
import type { ConstantData, DType, Graph, Value } from '../graph.ts';
import { liveNodes } from '../liveNodes.ts';
import type { Executable, Runtime, Tensor, Tensors } from '../runtime.ts';
import { copyInto } from './sessionExecutable.ts';
import { kernels } from './tensorflowKernels.ts';
import { weightBytes } from './weightBytes.node.ts';

/**
 * TensorFlow.js, operator by operator: on its native library where the user has installed @tensorflow/tfjs-node,
 * otherwise on its plain JavaScript backend, which is slow and exact. A run blocks the thread it is called on.
 */
export async function tensorflow(options: { readonly threads: number }): Promise<Runtime> {
  tf.enableProdMode(); // Otherwise it prints an advertisement for its native library.
  const isNative = await loadNative(options.threads);
  if (!isNative) await import('@tensorflow/tfjs-backend-cpu');
  await tf.setBackend(isNative ? 'tensorflow' : 'cpu');
  return {
    name: 'tensorflow',
    version: tf.version_core,
    device: tf.getBackend(),
    threads: isNative ? options.threads : 1,
    compile: async (graph) => new InterpretedGraph(graph, await storedTensors(graph)),
  };
}

/** Loads the native library, which registers itself. @returns false where it is not installed */
async function loadNative(threads: number): Promise<boolean> {
  // tfjs-node 4.22.0 calls a function that Node 23 removed.
  const legacy = nodeUtil as { isNullOrUndefined?: (value: unknown) => boolean };
  legacy.isNullOrUndefined ??= (value) => value === null || value === undefined;
  process.env.TF_NUM_INTRAOP_THREADS ??= String(threads);
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  // A name that is not a literal, so that neither the compiler nor the bundler looks for what need not be there.
  const name = '@tensorflow/tfjs-node';
  try {
    await import(name);
    return true;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if ((code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') && message.includes(name)) return false;
    throw new UnderhoodError('runtime.tensorflowBroken', { detail: message });
  }
}

class InterpretedGraph implements Executable {
  readonly #graph: Graph;
  /** Constants and weights: what lives as long as this. */
  readonly #stored: ReadonlyMap<Value, tf.Tensor>;

  constructor(graph: Graph, stored: ReadonlyMap<Value, tf.Tensor>) {
    this.#graph = graph;
    this.#stored = stored;
  }

  async run(feeds: Tensors, fetches: readonly string[], into: Tensors = {}): Promise<Tensors> {
    const wanted = fetches.map((name) => this.#graph.outputs.get(name)!);
    let results: readonly Tensor[] = [];
    tf.tidy(() => {
      const known = new Map(this.#stored);
      for (const input of this.#graph.inputs) {
        if (feeds[input.name]) known.set(input, toTensor(feeds[input.name].data, feeds[input.name].shape));
      }
      this.#evaluate(wanted, known);
      results = wanted.map((value) => fromTensor(known.get(value)!, value.dtype));
    });
    return Object.fromEntries(fetches.map((name, i) => [name, handOver(results[i], into[name])]));
  }

  /** Fills in `wanted` and frees every intermediate after its last use. */
  #evaluate(wanted: readonly Value[], known: Map<Value, tf.Tensor>): void {
    const nodes = liveNodes(this.#graph, wanted);
    const uses = new Map<Value, number>();
    for (const value of [...wanted, ...nodes.flatMap((node) => node.inputs)]) {
      uses.set(value, (uses.get(value) ?? 0) + 1);
    }
    const free = (value: Value) => {
      if (this.#stored.has(value)) return;
      known.get(value)!.dispose();
      known.delete(value);
    };
    for (const { operator, inputs, outputs, attributes } of nodes) {
      const kernel = kernels[operator.name];
      const made = tf.tidy(() =>
        [
          kernel(
            inputs.map((input) => known.get(input)!),
            attributes,
          ),
        ].flat(),
      );
      for (const [i, output] of outputs.entries()) {
        known.set(output, made[i]);
        if (!uses.has(output)) free(output);
      }
      for (const input of inputs) {
        uses.set(input, uses.get(input)! - 1);
        if (uses.get(input) === 0) free(input);
      }
    }
  }

  async release(): Promise<void> {
    for (const tensor of this.#stored.values()) tensor.dispose();
  }
}

function toTensor(data: ConstantData, shape: readonly number[]): tf.Tensor {
  if (data instanceof Float32Array) return tf.tensor(data, [...shape], 'float32');
  return tf.tensor(Int32Array.from(data, Number), [...shape], 'int32');
}

function fromTensor(tensor: tf.Tensor, dtype: DType): Tensor {
  const data = tensor.dataSync();
  const { shape } = tensor;
  return { data: dtype === 'i64' ? BigInt64Array.from(data, BigInt) : Float32Array.from(data), shape };
}

function handOver(result: Tensor, into: Tensor | undefined): Tensor {
  if (!into) return result;
  copyInto(into.data, result.data);
  return { data: into.data, shape: result.shape };
}

async function storedTensors(graph: Graph): Promise<ReadonlyMap<Value, tf.Tensor>> {
  const stored = new Map<Value, tf.Tensor>();
  for (const [value, data] of graph.constants) stored.set(value, toTensor(data, value.shape as number[]));
  for (const [value, range] of graph.weights) {
    stored.set(value, toTensor(widen(await weightBytes(range), value.dtype), value.shape as number[]));
  }
  return stored;
}

/** The bytes of a weight as f32, whatever they are stored as. */
function widen({ buffer }: Uint8Array<ArrayBuffer>, dtype: DType): Float32Array {
  if (dtype === 'f16') return fromHalf(new Uint16Array(buffer));
  if (dtype === 'bf16') return fromBfloat16(new Uint16Array(buffer));
  return new Float32Array(buffer);
}
