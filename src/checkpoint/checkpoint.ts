import type { DType } from '../engine/graph.ts';
import { UnderhoodError } from '../errors.ts';

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
  /**
   * Tensors in a precision that nothing here computes with, and that precision (`BOOL`, `F8_E4M3`). Listed, because
   * many models carry such a tensor that nobody needs (the causal masks of early GPT-2 files); see findTensor.
   */
  readonly unsupported: ReadonlyMap<string, string>;
}

/**
 * A tensor by its name, undefined where the checkpoint has none.
 * Throws UnderhoodError where it is there but in an unsupported precision.
 */
export function findTensor(checkpoint: Checkpoint, name: string): StoredTensor | undefined {
  const dtype = checkpoint.unsupported.get(name);
  if (dtype !== undefined) throw new UnderhoodError('checkpoint.unsupportedDtype', { tensor: name, dtype });
  return checkpoint.tensors.get(name);
}
