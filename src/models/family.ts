import type { Value } from '../engine/graph.ts';
import type { PositionScheme } from '../positions/scheme.ts';
import type { Hooks } from './hooks.ts';
import type { Past } from './layers/attention.ts';
import type { Rope } from './layers/rotary.ts';

/** What all architectures have in common; a family's own configuration extends it. */
export interface ArchitectureConfig {
  readonly modelType: string;
  /** Numbers per token: of its embedding, and of the residual stream where there is one. */
  readonly width: number;
  /** Of what it writes. */
  readonly vocabularySize: number;
  /** Longest input, in tokens. */
  readonly contextLength: number;
}

/** What all transformers that write on after a text have in common. */
export interface ModelConfig extends ArchitectureConfig {
  readonly layers: number;
  readonly heads: number;
  /** Key-value heads; fewer than heads with grouped-query attention. */
  readonly keyValueHeads: number;
  /** Numbers per head. */
  readonly headSize: number;
  readonly tiedEmbeddings: boolean;
  /** How the place of a token enters. */
  readonly positions: PositionScheme;
  /** Where it turns queries and keys. */
  readonly rope?: Rope;
}

/** How a parameter of a new model starts. */
type Initial =
  | { readonly normal: number }
  | { readonly constant: number }
  /** Rows of length 1 and at right angles to each other, of a square matrix. */
  | { readonly orthogonal: true };

export interface ParameterSpec {
  /** As transformers names it in the checkpoint. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly initial: Initial;
  /** A model may do without, which is the same as zeros (the biases of a GPT-2 trained without them). */
  readonly optional?: boolean;
  /**
   * The numbers of a table that a formula makes, which training leaves as they are. They are in the folder all the same, so
   * that transformers opens it as a model like any other.
   */
  readonly fixed?: () => Float32Array;
  /** Other names under which checkpoints hold it: of a table that several parts share, any one may be written. */
  readonly aliases?: readonly string[];
}

export interface ModelInputs {
  /** Token ids, i64, [T·batch]: the first token of every sequence, then the second of every one. */
  readonly ids: Value;
  /** Position of each token, [T], i64: counted from the first token of the past, where there is one. */
  readonly positions: Value;
  /** Added to the scores (attentionMask.ts), [T, T], or [T, P + T] where there is a past; per head where positions bias. */
  readonly mask: Value;
  readonly batch: number;
  /** Of each layer, for tokens that go on after others; nothing came before where absent. */
  readonly past?: readonly Past[];
  /** Rows of which logits are asked for, [n], i64; all where absent. */
  readonly rows?: Value;
}

/** The value of a parameter by its name, as f32. */
export interface ParameterSource {
  (name: string): Value;
  /** Undefined where the model does without. */
  optional(name: string): Value | undefined;
}

/** @param find answers undefined for what the model does not have */
export function parameterSource(find: (name: string) => Value | undefined): ParameterSource {
  const required = (name: string) => {
    const value = find(name);
    if (!value) throw new Error(`the model has no ${name}`);
    return value;
  };
  return Object.assign(required, { optional: find });
}

/** One architecture. Each is one file that reads from top to bottom like the paper. */
export interface AnyFamily<Config extends ArchitectureConfig = ArchitectureConfig> {
  readonly modelType: string;
  /** Name of the parameter whose rows are added to the embeddings; absent where positions never enter so. */
  readonly positionTable?: string;
  /** Validates config.json. Throws UnderhoodError naming what is missing, wrong or unsupported. */
  parseConfig(json: Readonly<Record<string, unknown>>): Config;
  /** Every parameter, in the order of the computation. */
  parameters(config: Config): ParameterSpec[];
}

/** A transformer that writes on after a text: a decoder without an encoder. */
export interface Family<Config extends ModelConfig = ModelConfig> extends AnyFamily<Config> {
  /** What q·k is multiplied by, usually 1/√d. */
  attentionScale(config: Config, layer: number): number;
  /** W_O of a layer, [H·d, C]: what turns the heads' weighted values into what they write. */
  outputWeight(config: Config, parameter: ParameterSource, layer: number): Value;
  /**
   * Appends the model to the graph.
   * @param hooks takes note of the activations asked for
   * @returns logits, [T·batch, V], or [n, V] where rows are chosen
   */
  forward(config: Config, parameter: ParameterSource, inputs: ModelInputs, hooks: Hooks): Value;
}
