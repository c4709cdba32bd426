import type { WritableCheckpoint } from '../../checkpoint/writeFolder.node.ts';
import type { Runtime } from '../../engine/runtime.ts';
import type { PreparedSummary } from '../../protocol/training.ts';
import type { TokenSource } from '../data/tokenSource.ts';
import type { Batch } from '../data/windows.ts';
import type { BatchShape, Objective } from '../objective.ts';
import type { Trainer } from '../trainer.ts';
import type { ProbeAttention } from './evaluationFiles.node.ts';
import type { HeadScores } from './probe.ts';

/** What is looked at beside the held-out loss. */
interface Look {
  readonly attention: ProbeAttention;
  readonly scores: HeadScores;
  readonly sample: { readonly prompt: string; readonly continuation: string };
}

/** A run about to take its first step. */
export interface PreparedRun {
  readonly runtime: Runtime;
  readonly objective: Objective;
  /** Of the batches. */
  readonly shapes: readonly BatchShape[];
  readonly trainer: Trainer;
  readonly summary: PreparedSummary;
  /** Of the training data as ids: going on is exact with the same only. */
  readonly digest: string;
  /** The model's attention and what it writes, as it is now. */
  look(): Promise<Look>;
  /** Held-out text, one stream a source, where the model writes on. */
  readonly heldOut?: readonly TokenSource[];
  /** One sequence of the training data, over which gradients are checked. */
  checkedBatch(): Batch;
  /** The model as it is now, weights shared. */
  writable(precision: 'f32' | 'f16'): WritableCheckpoint;
  release(): Promise<void>;
}
