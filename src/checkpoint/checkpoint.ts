import type { DType } from '../engine/graph.ts';

/** A tensor of a checkpoint: where its bytes lie. */
export interface StoredTensor {
  readonly dtype: Extract<DType, 'f32' | 'f16' | 'bf16'>;
  readonly shape: readonly number[];
  /** Absolute path of the file, links resolved (ONNX Runtime refuses external data behind a link). */
  readonly file: string;
  /** First byte within the file. */
  readonly offset: number;
  /** Bytes. */
  readonly length: number;
}

/** A Hugging Face folder: what it says of itself, before any of its weights are read. */
export interface Checkpoint {
  readonly folder: string;
  /** config.json, parsed but not yet validated: each family validates its own. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}
