import { Graph } from '../engine/graph.ts';
import type { Dim } from '../engine/shape.ts';
import type { TranslatorArchitecture } from '../models/families.ts';
import type { ParameterSource } from '../models/family.ts';
import { Hooks } from '../models/hooks.ts';
import { growing, type NamedShapes } from '../models/translator.ts';

/** A translator, and how its parameters enter a graph. */
export interface TranslatorSource extends TranslatorArchitecture {
  parameters(graph: Graph): ParameterSource;
}

/** Names under which what the encoder hands over goes in and out. */
export const memoryName = (name: string) => `memory.${name}`;
export const stateName = (name: string) => `state.${name}`;
export const nextStateName = (name: string) => `next_state.${name}`;

/**
 * The encoder for one source of S tokens. Inputs: `source` and `source_positions`, [S] (i64); `presence`, [S, 1]. Outputs:
 * what it hands over, by memoryName and stateName.
 */
export function encodingGraph({ family, config, parameters }: TranslatorSource, tokens: Dim): Graph {
  const graph = new Graph();
  const source = sourceInputs(graph, tokens);
  const { memory, state } = family.encode(config, parameters(graph), source, Hooks.none);
  for (const [name, value] of Object.entries(memory)) graph.output(memoryName(name), value);
  for (const [name, value] of Object.entries(state)) graph.output(stateName(name), value);
  return graph;
}

/**
 * One token more of some translations of one source. Inputs: what the encoder handed over; `presence` [S, 1]; `ids`
 * [beams], `positions` [1] (i64); `mask` [1, P + 1] where the state grows; the states (stateName). Outputs: `logits`
 * [beams, V], and the states by nextStateName: of what grows, the new rows only.
 */
export function stepGraph({ family, config, parameters }: TranslatorSource, beams: number): Graph {
  const graph = new Graph();
  const inputs = (shapes: NamedShapes, nameOf: (name: string) => string) => {
    const values = Object.entries(shapes).map(([name, shape]) => [name, graph.input(nameOf(name), 'f32', shape)]);
    return Object.fromEntries(values);
  };
  const states = family.stateShapes(config, beams);
  const target = {
    ids: graph.input('ids', 'i64', [beams]),
    positions: graph.input('positions', 'i64', [1]),
    mask: graph.input('mask', 'f32', [1, `${growing} + 1`]),
    ...{ tokens: 1, batch: beams, state: inputs(states, stateName) },
  };
  const memory = inputs(family.memoryShapes(config, 'S', 1), memoryName);
  const presence = graph.input('presence', 'f32', ['S', 1]);
  const { logits, state } = family.decode(config, parameters(graph), target, memory, presence, Hooks.none);
  graph.output('logits', logits);
  for (const [name, value] of Object.entries(state)) graph.output(nextStateName(name), value);
  return graph;
}

/**
 * A whole translation at once, the decoder being given all of it. Inputs: `source` and `source_positions` [S], `presence`
 * [S, 1], `ids` and `positions` [T], `mask` [T, T]. Outputs: `logits` [T, V], and the hooks asked for.
 */
export function translationGraph(
  { family, config, parameters }: TranslatorSource,
  isWanted: (hook: string) => boolean,
  sourceTokens: Dim,
  tokens: Dim,
): Graph {
  const graph = new Graph();
  const hooks = new Hooks(isWanted);
  const source = sourceInputs(graph, sourceTokens);
  const parameter = parameters(graph);
  const { memory, state } = family.encode(config, parameter, source, hooks);
  const target = {
    ids: graph.input('ids', 'i64', [tokens]),
    positions: graph.input('positions', 'i64', [tokens]),
    mask: graph.input('mask', 'f32', [tokens, tokens]),
    ...{ tokens, batch: 1, state },
  };
  graph.output('logits', family.decode(config, parameter, target, memory, source.presence, hooks).logits);
  return graph;
}

function sourceInputs(graph: Graph, tokens: Dim) {
  return {
    ids: graph.input('source', 'i64', [tokens]),
    positions: graph.input('source_positions', 'i64', [tokens]),
    presence: graph.input('presence', 'f32', [tokens, 1]),
    ...{ tokens, batch: 1 },
  };
}
