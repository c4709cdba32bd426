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

/** What the extension host asks of the model process. Every method answers with UnderhoodError codes on failure. */
export interface ModelRequests {
  /** Loads a model folder; a second call with the same folder answers from memory. Frees the previous one. */
  open(request: { readonly folder: string }): { readonly model: ModelSummary; readonly runtime: RuntimeSummary };
  /** How many tokens a text takes, for the status bar and the follow switch; long texts are estimated from a part. */
  countTokens(request: { readonly text: string }): { readonly count: number; readonly isExact: boolean };
  /** Runs the open model. Frees all runs but the last two. */
  run(request: { readonly runId: string; readonly text: string; readonly kept: KeptEnd }): RunSummary;
  thumbnails(request: { readonly runId: string } & Alterations): Thumbnails;
  head(request: HeadAddress & { readonly quantity: Quantity }): HeadSlice;
  cell(request: HeadAddress & { readonly query: number; readonly key: number }): CellArithmetic;
}

/** How the model process is started: passed once, as its first message. */
export interface ModelProcessOptions {
  readonly runtime: 'auto' | 'onnxruntime-node' | 'onnxruntime-web' | 'tensorflow';
  readonly threads: number;
  readonly bundledModel: string;
}
