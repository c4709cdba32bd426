import type { Tensor } from '../engine/runtime.ts';
import type { ModelSummary } from '../protocol/run.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import type { SpecialTokens } from './specialTokens.ts';
import type { TextReader } from './textReader.ts';

/** What one layer's attention computed. H heads, KV key-value heads (H where they are not grouped), T tokens. */
export interface AttentionActivations {
  /** Attention weights, [H, T, T], query down, key across; rows sum to 1, exactly 0 above the diagonal. */
  readonly pattern: Float32Array;
  /** Queries [H, T, d] and keys [KV, T, d] as they are multiplied: after rotation where positions rotate. */
  readonly q: Tensor;
  readonly k: Tensor;
  /** Values, [KV, T, d]. Head h belongs to key-value head ⌊h · KV / H⌋. */
  readonly v: Tensor;
  /** What q·k is multiplied by before the mask: 1/√d, unless the configuration says otherwise. */
  readonly scale: number;
}

/** One run: immutable. */
export interface ModelRun {
  readonly layers: readonly AttentionActivations[];
  /** Wall time, milliseconds; `compile` is 0 where the graph was ready. */
  readonly milliseconds: { readonly compile: number; readonly run: number };
  /** ‖v·W_O‖ of each head and key, [H, T]: α times it is the size of what a key contributes. */
  valueOutputNorms(layer: number): Promise<Float32Array>;
}

/** A model folder, open and ready to run. */
export interface LoadedModel {
  readonly summary: ModelSummary;
  readonly tokenizer: Tokenizer;
  readonly specialTokens: SpecialTokens;
  /** @param ids at least one, at most `summary.contextLength` */
  run(ids: readonly number[]): Promise<ModelRun>;
  /** A reader of texts, with a memory of its own. */
  reader(): Promise<TextReader>;
  close(): Promise<void>;
}
