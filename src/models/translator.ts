import type { Value } from '../engine/graph.ts';
import type { Dim, Shape } from '../engine/shape.ts';
import type { AnyFamily, ArchitectureConfig, ParameterSource } from './family.ts';
import type { Hooks } from './hooks.ts';

/** What all models that read one text and write another have in common. */
export interface TranslatorConfig extends ArchitectureConfig {
  /** Of what it reads. */
  readonly sourceVocabularySize: number;
  /** Layers of the decoder and heads of each that look at the source; none without attention. */
  readonly layers: number;
  readonly heads: number;
  /** Layers of the encoder, and heads of each; none without attention. */
  readonly encoderLayers: number;
  readonly encoderHeads: number;
  /** The token that the decoder reads first, the one that ends a text, and the one that fills up shorter ones. */
  readonly startToken: number;
  readonly endToken: number;
  readonly padToken: number;
}

/** Tensors by name: what a part of a model hands to another. */
export type Named = Readonly<Record<string, Value>>;
export type NamedShapes = Readonly<Record<string, Shape>>;

/** Texts to read, tokens before sequences as everywhere (ModelInputs.ids). */
interface SourceInputs {
  /** i64, [S·batch] */
  readonly ids: Value;
  /** Position of each token, [S], i64. */
  readonly positions: Value;
  /** 1 for a token, 0 for what fills up a shorter sequence behind its end: [S, batch], f32. */
  readonly presence: Value;
  readonly tokens: Dim;
  readonly batch: number;
}

/** Texts to write, as far as they are written. */
interface TargetInputs {
  /** i64, [T·batch]: the start token, then what was written. */
  readonly ids: Value;
  /** Position of each token, [T], i64. */
  readonly positions: Value;
  /** Added to the scores among target tokens (causalMask.ts), [T, T], or [T, P + T] where something came before. */
  readonly mask: Value;
  readonly tokens: Dim;
  readonly batch: number;
  /** Where the decoder stands, by its own names. */
  readonly state: Named;
}

/** What the encoder hands over: what the decoder looks at all the time, and where it begins. */
export interface Encoded {
  readonly memory: Named;
  readonly state: Named;
}

/** A model that reads one text and writes another. Each family is one file that reads from top to bottom like the paper. */
export interface Translator<Config extends TranslatorConfig = TranslatorConfig> extends AnyFamily<Config> {
  /** Computed token after token: a graph of it has to know how many there are. */
  readonly isRecurrent: boolean;
  /** Reads the source. A memory of one sequence serves a batch of targets. */
  encode(config: Config, parameter: ParameterSource, source: SourceInputs, hooks: Hooks): Encoded;
  /**
   * Logits after each target token, [T·batch, V], and where the decoder then stands.
   * @param presence of the source, which may be that of one sequence for a batch of targets
   */
  decode(
    config: Config,
    parameter: ParameterSource,
    target: TargetInputs,
    memory: Named,
    presence: Value,
    hooks: Hooks,
  ): { readonly logits: Value; readonly state: Named };
  /** Shapes of what `encode` hands over for S tokens. */
  memoryShapes(config: Config, tokens: Dim, batch: number): NamedShapes;
  /** Shapes of the decoder's state. What begins with `P` grows by each token; anything else is replaced. */
  stateShapes(config: Config, batch: number): NamedShapes;
}

/** How a state's first axis is called where it grows with what was written. */
export const growing = 'P';
