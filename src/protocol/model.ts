import type { PositionRequests } from './positions.ts';
import type {
  GeneratedToken,
  GenerationEnd,
  NextToken,
  ReadingSummary,
  SamplingSettings,
  VocabularyEntry,
} from './reading.ts';
import type {
  Alterations,
  CellArithmetic,
  HeadAddress,
  HeadSlice,
  KeptEnd,
  ModelSummary,
  Quantity,
  RunSummary,
  RuntimeSummary,
  Thumbnails,
} from './run.ts';
import type { ActivationChoice } from './taking.ts';
import type { TranslationRequests } from './translation.ts';

/** What the extension host asks of the model process. Every method answers with UnderhoodError codes on failure. */
export interface ModelRequests extends PositionRequests, TranslationRequests {
  /** Loads a model folder; a second call with the same folder answers from memory. Frees the previous one. */
  open(request: { readonly folder: string }): { readonly model: ModelSummary; readonly runtime: RuntimeSummary };
  /** How many tokens a text takes, for the status bar and the follow switch; long texts are estimated from a part. */
  countTokens(request: { readonly text: string }): { readonly count: number; readonly isExact: boolean };
  /** What tells a model's weights from all others; see checkpoint/weightsHash.node.ts. */
  weightsHash(request: { readonly folder: string }): { readonly sha256: string };
  /**
   * Does a run, a reading, a text in its positions or a translation once more and writes what the model computed to a
   * safetensors file: ids, logits and activations by their hook names, as `npm run capture` does; of a translation, each
   * system's (see modelProcess/capturedTranslation.ts). The file is there whole or not at all.
   */
  writeActivations(request: {
    readonly runId: string;
    readonly which: ActivationChoice;
    /** Absolute. */
    readonly path: string;
    readonly metadata: Readonly<Record<string, string>>;
  }): { readonly tensors: number; readonly bytes: number };
  /** Runs the open model. Frees all runs but the last two. */
  run(request: { readonly runId: string; readonly text: string; readonly kept: KeptEnd }): RunSummary;
  thumbnails(request: { readonly runId: string } & Alterations): Thumbnails;
  head(request: HeadAddress & { readonly quantity: Quantity }): HeadSlice;
  cell(request: HeadAddress & { readonly query: number; readonly key: number }): CellArithmetic;
  /**
   * Reads a text with the open model; see ReadingSummary. `window`: its end only, as much as the context holds; `all`: in
   * windows, however long. Frees all readings but the last two.
   */
  read(request: { readonly runId: string; readonly text: string; readonly extent: 'window' | 'all' }): ReadingSummary;
  nextToken(request: { readonly runId: string; readonly position: number }): NextToken;
  /** Spellings of ids, in their order, by the model of a reading. */
  vocabulary(request: { readonly runId: string; readonly ids: readonly number[] }): VocabularyEntry[];
  /**
   * Writes after a reading and the tokens `path`. Each token is pushed as it is written; the token at depth n depends on
   * the seed, n and what stands before it only, so that stopping and going on writes the same as not stopping.
   */
  generate(request: GenerationRequest): { readonly end: GenerationEnd };
}

export interface GenerationRequest {
  readonly runId: string;
  /** Ids written after the reading so far. */
  readonly path: readonly number[];
  readonly sampling: SamplingSettings;
  /** Tokens to write. */
  readonly count: number;
  /** Names this writing in what is pushed. */
  readonly generationId: string;
}

/** What the model process pushes. */
export interface ModelEvents {
  generated(event: { readonly generationId: string; readonly token: GeneratedToken }): void;
  /** How far a long reading has come, tokens. */
  reading(event: { readonly runId: string; readonly done: number; readonly total: number }): void;
}

/** How the model process is started: passed once, as its first message. */
export interface ModelProcessOptions {
  readonly runtime: 'auto' | 'onnxruntime-node' | 'onnxruntime-web' | 'tensorflow';
  readonly threads: number;
  readonly bundledModel: string;
}
