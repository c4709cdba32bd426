import type { Tensor } from '../../engine/runtime.ts';
import type { ModelPositions } from '../../protocol/positions.ts';
import type { ModelSummary } from '../../protocol/run.ts';
import type { Tokenizer } from '../../tokenizer/tokenizer.ts';
import type { SpecialTokens } from '../configuration/specialTokens.ts';
import type { TextReader } from '../decoding/textReader.ts';
import type { Activations, Placement } from '../inference/inference.ts';

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
  /** After the last token, [V]. */
  readonly logits: Float32Array;
  /** Wall time, milliseconds; `compile` is 0 where the graph was ready. */
  readonly milliseconds: { readonly compile: number; readonly run: number };
  /** ‖v·W_O‖ of each head and key, [H, T]: α times it is the size of what a key contributes. */
  valueOutputNorms(layer: number): Promise<Float32Array>;
}

/** The scores of one layer, and what they are made of before positions turn or bias it. */
export interface ScoreActivations {
  /** q·k · scale and bias, [H, T, T]; −∞ above the diagonal. */
  readonly scores: Tensor;
  /** Queries [T, H, d] and keys [T, KV, d], before any rotation. */
  readonly q: Tensor;
  readonly k: Tensor;
  readonly scale: number;
}

/** A model folder, open and ready to run. */
export interface LoadedModel {
  readonly summary: ModelSummary;
  readonly tokenizer: Tokenizer;
  readonly specialTokens: SpecialTokens;
  /** How positions enter. */
  readonly positions: ModelPositions;
  /** @param ids at least one, at most `summary.contextLength` */
  run(ids: readonly number[], placement?: Placement): Promise<ModelRun>;
  /** Of each layer. */
  scores(ids: readonly number[]): Promise<readonly ScoreActivations[]>;
  /** What the last block gives out, after the last norm, [T, C]. */
  states(ids: readonly number[], placement: Placement): Promise<Float32Array>;
  /** The table whose rows are added to the embeddings, [positions, width]: as it is stored, widened exactly. */
  positionTable(): Promise<Float32Array>;
  /** The names of all activations that the model has. */
  readonly hookNames: readonly string[];
  /** Any activations, by their names, and the logits after each token. */
  capture(ids: readonly number[], hooks: readonly string[]): Promise<Activations>;
  /** A reader of texts, with a memory of its own. */
  reader(): Promise<TextReader>;
  close(): Promise<void>;
}
