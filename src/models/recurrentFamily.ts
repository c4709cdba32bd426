import type { Value } from '../engine/graph.ts';
import type { AnyFamily, ArchitectureConfig, ParameterSource } from './family.ts';
import type { Hooks } from './hooks.ts';

export interface RecurrentConfig extends ArchitectureConfig {
  /** Numbers in the hidden state, H. */
  readonly hiddenSize: number;
}

export interface RecurrentInputs {
  /** Token ids, i64, [T·batch]: the first token of every sequence, then the second of every one. */
  readonly ids: Value;
  /** T: known, since every step is nodes of its own. */
  readonly tokens: number;
  /** h_0, [batch, H]; zeros where absent. */
  readonly state?: Value;
}

export interface RecurrentOutputs {
  /** [T·batch, V] */
  readonly logits: Value;
  /** x_t of every token, [T·batch, E] */
  readonly embedded: Value;
  /** h_t of every token, [batch, H] each */
  readonly states: readonly Value[];
}

/** A recurrent network that writes on after a text. */
export interface RecurrentFamily extends AnyFamily<RecurrentConfig> {
  forward(config: RecurrentConfig, parameter: ParameterSource, inputs: RecurrentInputs, hooks: Hooks): RecurrentOutputs;
}
