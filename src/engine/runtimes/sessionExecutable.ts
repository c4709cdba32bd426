import type { InferenceSession, Tensor as OrtTensor, TensorConstructor } from 'onnxruntime-common';
import type { Executable, Tensor, Tensors } from '../runtime.ts';

interface SessionTraits {
  /** The tensor class of the package that made the session. */
  readonly Tensor: TensorConstructor;
  /** Whether the session can write its results into given arrays; otherwise they are copied there. */
  readonly writesInto: boolean;
}

/** A session of ONNX Runtime; the native library and the WebAssembly one have the same interface. */
export class SessionExecutable implements Executable {
  readonly #session: InferenceSession;
  readonly #traits: SessionTraits;
  readonly #inputs: ReadonlySet<string>;
  /** A training step feeds the same tensors every time. */
  readonly #wrapped = new WeakMap<Tensor, OrtTensor>();

  constructor(session: InferenceSession, traits: SessionTraits) {
    this.#session = session;
    this.#traits = traits;
    this.#inputs = new Set(session.inputNames);
  }

  async run(feeds: Tensors, fetches: readonly string[], into: Tensors = {}): Promise<Tensors> {
    // Inputs on which no output depends are not in the compiled graph.
    const used = Object.entries(feeds).filter(([name]) => this.#inputs.has(name));
    const given = this.#traits.writesInto ? into : {};
    const results = await this.#session.run(
      Object.fromEntries(used.map(([name, tensor]) => [name, this.#toOrt(tensor)])),
      Object.fromEntries(fetches.map((name) => [name, given[name] ? this.#toOrt(given[name]) : null])),
    );
    return Object.fromEntries(fetches.map((name) => [name, handOver(results[name], into[name])]));
  }

  release(): Promise<void> {
    return this.#session.release();
  }

  #toOrt(tensor: Tensor): OrtTensor {
    const ready = this.#wrapped.get(tensor);
    if (ready) return ready;
    const { Tensor } = this.#traits;
    const { data, shape } = tensor;
    const made = data instanceof Float32Array ? new Tensor('float32', data, shape) : new Tensor('int64', data, shape);
    this.#wrapped.set(tensor, made);
    return made;
  }
}

function handOver(result: OrtTensor, into: Tensor | undefined): Tensor {
  const data = result.data as Tensor['data'];
  if (!into) return { data, shape: result.dims };
  if (data !== into.data) copyInto(into.data, data);
  return into;
}

/** Copies numbers between arrays of one type and length. */
export function copyInto(target: Tensor['data'], source: Tensor['data']): void {
  if (target.length !== source.length) {
    throw new Error(`a result of ${source.length} numbers does not fit an array of ${target.length}`);
  }
  if (target instanceof Float32Array) target.set(source as Float32Array);
  else target.set(source as BigInt64Array);
}
