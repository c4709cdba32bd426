import type { Graph, Value } from '../engine/graph.ts';
import type { Tensors } from '../engine/runtime.ts';
import type { AnyArchitecture, RecurrentArchitecture, TranslatorArchitecture } from '../models/families.ts';
import type { Family, ModelConfig, ParameterSource, ParameterSpec } from '../models/family.ts';
import type { Hooks } from '../models/hooks.ts';
import { attentionMask, maskShape } from '../models/inference/attentionMask.ts';
import { causalMask } from '../models/inference/causalMask.ts';

/** Sizes that are known before a batch's graph is compiled. */
export interface BatchShape {
  readonly batch: number;
  /** Tokens per sequence: of what is written, where there is something to read as well. */
  readonly tokens: number;
  /** Tokens per sequence to read, where they are other than those to write. */
  readonly sourceTokens?: number;
}

/** What a batch's targets are scored by. */
export interface Scored {
  /** [n, V] */
  readonly logits: Value;
  /** i64, [n] */
  readonly targets: Value;
  /** What each target counts in the loss, [n], together 1; all the same where absent. */
  readonly weights?: Value;
}

/** What training makes smaller: how a batch enters a model, and what it is scored by. */
export interface Objective {
  /** Every parameter of the model, in the order of the computation. */
  readonly parameters: readonly ParameterSpec[];
  /** Appends inputs and model to the graph. */
  forward(graph: Graph, parameter: ParameterSource, shape: BatchShape, hooks: Hooks): Scored;
  /** Inputs that are the same for all batches of a shape. */
  constants(shape: BatchShape): Tensors;
}

/** A transformer that says at each token which comes next. Inputs: `ids` and `targets` [T·batch], `positions`, `mask`. */
export function languageObjective(family: Family, config: ModelConfig): Objective {
  return {
    parameters: family.parameters(config),
    forward(graph, parameter, { batch, tokens }, hooks) {
      const ids = graph.input('ids', 'i64', [batch * tokens]);
      const targets = graph.input('targets', 'i64', [batch * tokens]);
      const positions = graph.input('positions', 'i64', [tokens]);
      const mask = graph.input('mask', 'f32', maskShape(config, tokens, tokens));
      return { logits: family.forward(config, parameter, { ids, positions, mask, batch }, hooks), targets };
    },
    constants: ({ tokens }) => ({ positions: counting(tokens), mask: attentionMask(config, tokens) }),
  };
}

/** The same of a recurrent network. Inputs: `ids` and `targets` [T·batch]. */
function recurrentObjective({ family, config }: RecurrentArchitecture): Objective {
  return {
    parameters: family.parameters(config),
    forward(graph, parameter, { batch, tokens }, hooks) {
      const ids = graph.input('ids', 'i64', [batch * tokens]);
      const targets = graph.input('targets', 'i64', [batch * tokens]);
      return { logits: family.forward(config, parameter, { ids, tokens }, hooks).logits, targets };
    },
    constants: () => ({}),
  };
}

/**
 * A translator that is given the text so far, as it should be, and says at each token which comes next: all at once.
 * Inputs: `source` [S·batch], `presence` [S, batch], `source_positions` [S]; `ids` and `targets` [T·batch], `weights` [T·batch],
 * `positions` [T], `mask` [T, T].
 */
export function translationObjective({ family, config }: TranslatorArchitecture): Objective {
  return {
    parameters: family.parameters(config),
    forward(graph, parameter, { batch, tokens, sourceTokens = tokens }, hooks) {
      const presence = graph.input('presence', 'f32', [sourceTokens, batch]);
      const source = {
        ids: graph.input('source', 'i64', [sourceTokens * batch]),
        positions: graph.input('source_positions', 'i64', [sourceTokens]),
        ...{ presence, tokens: sourceTokens, batch },
      };
      const { memory, state } = family.encode(config, parameter, source, hooks);
      const target = {
        ids: graph.input('ids', 'i64', [tokens * batch]),
        positions: graph.input('positions', 'i64', [tokens]),
        mask: graph.input('mask', 'f32', [tokens, tokens]),
        ...{ tokens, batch, state },
      };
      const { logits } = family.decode(config, parameter, target, memory, presence, hooks);
      const targets = graph.input('targets', 'i64', [tokens * batch]);
      return { logits, targets, weights: graph.input('weights', 'f32', [tokens * batch]) };
    },
    constants: ({ tokens, sourceTokens = tokens }) => ({
      source_positions: counting(sourceTokens),
      positions: counting(tokens),
      mask: { data: causalMask(tokens), shape: [tokens, tokens] },
    }),
  };
}

/** What training makes smaller for any architecture. */
export function objectiveOf(architecture: AnyArchitecture): Objective {
  if (architecture.kind === 'translator') return translationObjective(architecture);
  if (architecture.kind === 'recurrent') return recurrentObjective(architecture);
  return languageObjective(architecture.family, architecture.config);
}

function counting(length: number) {
  return { data: BigInt64Array.from({ length }, (_, i) => BigInt(i)), shape: [length] };
}
