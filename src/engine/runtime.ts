import type { Graph } from './graph.ts';

/** Numbers with a shape. `f32` or `i64`, row-major. */
export interface Tensor {
  readonly data: Float32Array | BigInt64Array;
  readonly shape: readonly number[];
}
export type Tensors = Readonly<Record<string, Tensor>>;

export type RuntimeName = 'onnxruntime-node' | 'onnxruntime-web' | 'tensorflow';

/** Runs graphs. Three implementations, in runtimes/. */
export interface Runtime {
  readonly name: RuntimeName;
  /** Version of the library that computes. */
  readonly version: string;
  /** What computes, in the library's own words: `cpu`, `wasm`, `webgpu`… */
  readonly device: string;
  readonly threads: number;
  /** Prepares a graph. Reads weights from the files that the graph names. */
  compile(graph: Graph): Promise<Executable>;
}

export interface Executable {
  /**
   * Runs the graph. `feeds` holds every input of the graph by name.
   * @param fetches names of outputs to hand back
   * @param into where given, outputs are written into these arrays (their sizes must fit) instead of fresh ones
   */
  run(feeds: Tensors, fetches: readonly string[], into?: Tensors): Promise<Record<string, Tensor>>;
  release(): Promise<void>;
}
