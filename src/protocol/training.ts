import type { CodedMessage } from '../errors.ts';
import type { ModelProcessOptions } from './model.ts';
import type { RuntimeSummary } from './run.ts';

// What a training run is to those who watch it: the extension host, and the page over it.

/**
 * - `idle`: a run as it lies in its folder: not begun, or left by an earlier process.
 * - `preparing`: the texts are being read, the tokenizer trained, the graphs compiled.
 * - `running`, `paused`: between steps, or waiting between two.
 * - `finished`: all steps done, or the held-out loss stopped falling. `stopped`: a person, or the time limit, ended it.
 * - `failed`: `error` says why; the last checkpoint is whole.
 */
export type TrainingPhase = 'idle' | 'preparing' | 'running' | 'paused' | 'finished' | 'stopped' | 'failed';

/** Whether a run or a race is at work, or about to be, or waits in the middle of it. */
export function isUnderWay(phase: TrainingPhase | undefined): boolean {
  return phase === 'preparing' || phase === 'running' || phase === 'paused';
}

/** What is small and changes at every step; pushed at most eight times a second. */
export interface TrainingStatus {
  readonly phase: TrainingPhase;
  /** What is being prepared, of how much; `total` is 0 where that is not known. */
  readonly preparing?: {
    readonly part: 'reading' | 'tokenizer' | 'tokens' | 'compiling';
    readonly done: number;
    readonly total: number;
  };
  /** Steps done, and to do. */
  readonly step: number;
  readonly steps: number;
  /** Of the last step, nats per token; absent before the first. */
  readonly loss?: number;
  readonly learningRate: number;
  /** What a person multiplies the schedule's rate by; 1 at the beginning. */
  readonly rateFactor: number;
  /** Over the last seconds. */
  readonly tokensPerSecond: number;
  /** Of training itself, over all processes that took part, pauses left out. */
  readonly elapsedSeconds: number;
  /** Until the last step or the time limit, whichever comes first; absent where it cannot be said yet. */
  readonly secondsLeft?: number;
  /** Counts what Curves holds, so that whoever draws them knows when to ask again. */
  readonly evaluations: number;
  /** The lowest held-out loss yet, and when. */
  readonly best?: { readonly step: number; readonly loss: number };
  readonly error?: CodedMessage & { readonly offer?: { readonly step: number; readonly rateFactor: number } };
}

/** What does not change while a run lasts. Absent parts are known after preparing only. */
export interface TrainingSummary {
  /** The recipe's file and the folder it writes, absolute. */
  readonly recipe: string;
  readonly folder: string;
  /** What the person calls it: the folder's name. */
  readonly name: string;
  readonly family: string;
  readonly layers: number;
  readonly heads: number;
  readonly width: number;
  readonly contextLength: number;
  readonly batch: number;
  /** Tokens per sequence. */
  readonly tokens: number;
  /** Batches whose gradients make up one step. */
  readonly accumulate: number;
  readonly patience: number;
  /** Steps between two evaluations. */
  readonly evaluateEvery: number;
  /** Whether its folder ends with the model of the lowest held-out loss, or with that of the last step. */
  readonly keep: 'best' | 'last';
  /** Continues a trained model. */
  readonly isFineTuning: boolean;
  /** Names of the parts whose gradients are measured: `embeddings`, `0`, `1`, …, `final`. */
  readonly blocks: readonly string[];
  readonly prepared?: PreparedSummary;
}

export interface PreparedSummary {
  readonly runtime: RuntimeSummary;
  readonly parameters: number;
  readonly vocabularySize: number;
  readonly tokenizer: 'characters' | 'bpe' | 'own';
  readonly trainingTokens: number;
  readonly heldOutTokens: number;
  /** UTF-16 units of the training text. */
  readonly trainingCharacters: number;
  /**
   * Nats per token that a model would need which knows the vocabulary only (ln V); how often each token occurs in the
   * training text; and which token follows which there.
   */
  readonly anchors: { readonly uniform: number; readonly unigram: number; readonly bigram: number };
  /** Tokens of the probe sentence, as they are shown; of a translator, those of the target, its start token first. */
  readonly probe: readonly { readonly id: number; readonly text: string }[];
  /** Of a translator: those of the source. */
  readonly probeSource?: readonly { readonly id: number; readonly text: string }[];
  readonly warnings: readonly CodedMessage[];
}

/**
 * The history of a run, thinned for drawing: neighbouring steps share a point where there are too many. Points come
 * in the order of steps; all arrays of one group have the same length.
 */
export interface Curves {
  readonly points: {
    /** Last step of each point, and when it was done: seconds of training. */
    readonly step: Float64Array;
    readonly seconds: Float64Array;
    /** Mean over the point's steps, nats per token; least and largest beside it. */
    readonly loss: Float32Array;
    readonly lowest: Float32Array;
    readonly highest: Float32Array;
    readonly learningRate: Float32Array;
    /** Length of the whole gradient before clipping; mean. */
    readonly gradientNorm: Float32Array;
    /** The same of each block, [points · blocks]. */
    readonly blockNorms: Float32Array;
    /**
     * ‖change‖ / ‖weights‖ of each block, [points · blocks]: of the last step of the point at which it was measured; NaN
     * where it was not.
     */
    readonly updateRatios: Float32Array;
  };
  readonly evaluations: {
    readonly step: Float64Array;
    readonly seconds: Float64Array;
    /** Nats per token. */
    readonly heldOut: Float32Array;
    /**
     * Mean weight on the token before, over the queries of the repeated random tokens from the second on,
     * [evaluations · layers · heads].
     */
    readonly previousToken: Float32Array;
    /** Mean weight on the token after the earlier occurrence, over the second half, [evaluations · layers · heads]. */
    readonly induction: Float32Array;
    /** Whether the model of that moment is still on the disk: 1 or 0. */
    readonly hasCheckpoint: Uint8Array;
  };
}

/** One evaluation, as the time-lapse shows it. */
export interface Moment {
  readonly step: number;
  /** What was written after the prompt, from the same seed at every moment. */
  readonly sample: { readonly prompt: string; readonly continuation: string };
  /** Attention of every head on the probe sentence, [layers, heads, T, T], f32. */
  readonly pattern: Float32Array;
  readonly tokens: number;
  /** Of a translator: how much each token of the target looks at each of the source, [layers, heads, T, S]. */
  readonly cross?: {
    readonly pattern: Float32Array;
    readonly shape: readonly [layers: number, heads: number, tokens: number, sourceTokens: number];
  };
}

/** One parameter, its derivative measured in two ways. */
export interface CheckedGradient {
  readonly parameter: string;
  /** Which number of it, by axis. */
  readonly place: readonly number[];
  readonly value: number;
  /** (L(w + h) − L(w − h)) / 2h, in double precision. */
  readonly finiteDifference: number;
  /** By back-propagation, as training uses it, in single precision. */
  readonly backPropagation: number;
  /** |difference| / max(|a|, |b|, 2⁻²⁴ · length of the whole gradient): what is smaller is rounding, not slope. */
  readonly relativeError: number;
}

export interface GradientCheck {
  /** The model's parameters after this step were used. */
  readonly step: number;
  /** h */
  readonly stepSize: number;
  /** Tokens of training text over which the loss was taken. */
  readonly tokens: number;
  readonly loss: number;
  readonly checked: readonly CheckedGradient[];
}

/** What the extension host asks of the process of one training run. */
export interface TrainingRequests {
  /** Reads a recipe and what its folder holds of earlier runs. Answers the same again when asked again. */
  open(request: { readonly recipe: string }): { readonly summary: TrainingSummary; readonly status: TrainingStatus };
  /**
   * Trains: from the last checkpoint, where there is one and `anew` is not wanted, else from the beginning. Answers when
   * the first step is about to begin. `step` goes back to an earlier checkpoint that still has the optimiser's state; what
   * came after it is forgotten.
   */
  start(request: { readonly anew: boolean; readonly step?: number; readonly rateFactor?: number }): TrainingSummary;
  /** Between two steps; writes a checkpoint. */
  pause(request: Record<string, never>): null;
  resume(request: Record<string, never>): null;
  /** One step, then pause again. */
  stepOnce(request: Record<string, never>): null;
  /** Ends training after the step under way; writes a checkpoint and measures once more. Answers when that is done. */
  stop(request: Record<string, never>): null;
  /** Multiplies the schedule's rate from the next step on. */
  setRate(request: { readonly factor: number }): null;
  curves(request: { readonly points: number }): Curves;
  moment(request: { readonly step: number }): Moment;
  /** Training waits meanwhile. */
  checkGradients(request: { readonly count: number; readonly seed: number }): GradientCheck;
  /** Milliseconds that a step of a model that is proposed (`ProposedModel`) takes on this machine. */
  stepTime(request: {
    readonly model: { readonly kind: string; readonly size: string };
    readonly vocabularySize: number;
  }): {
    readonly milliseconds: number;
  };
  /** Tokens a second in training, of a recurrent network and of a transformer, at sequences of so many tokens. */
  trainingSpeed(request: { readonly tokens: number }): TrainingSpeed;
}

/** Tokens of a sequence at which the speed of training is measured, from short to long. */
export const timedLengths = [16, 64, 256] as const;

/** How fast two language models with as many parameters are trained on this machine. */
export interface TrainingSpeed {
  /** Tokens of a sequence, and sequences of a batch. */
  readonly tokens: number;
  readonly batch: number;
  /** Tokens a second: the fastest of some steps, for which both took turns. */
  readonly rnn: number;
  readonly transformer: number;
  readonly parameters: { readonly rnn: number; readonly transformer: number };
  readonly width: number;
  readonly vocabularySize: number;
  readonly threads: number;
  readonly runtime: string;
}

/** How the process of a training run is started: passed once, as its first message. */
export interface TrainingProcessOptions {
  readonly runtime: ModelProcessOptions['runtime'];
  /** Where the recipe does not say. */
  readonly threads: number;
}

/** What it pushes. */
export interface TrainingEvents {
  status(status: TrainingStatus): void;
  /** The summary grew: it is prepared. */
  summary(summary: TrainingSummary): void;
  /** How many gradients of how many are checked. */
  checking(event: { readonly done: number; readonly total: number }): void;
}
