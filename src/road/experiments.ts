import type { Experiment } from './experiment.ts';
import { attentionByHand } from './experiments/attentionByHand.ts';
import { attentionMemory } from './experiments/attentionMemory.ts';
import { attentionScale } from './experiments/attentionScale.ts';
import { backPropagation } from './experiments/backPropagation.ts';
import { blockCost } from './experiments/blockCost.ts';
import { compression } from './experiments/compression.ts';
import { curveNetwork } from './experiments/curveNetwork.ts';
import { depth } from './experiments/depth.ts';
import { dialogueTuning } from './experiments/dialogueTuning.ts';
import { digitNetwork } from './experiments/digitNetwork.ts';
import { downhill } from './experiments/downhill.ts';
import { essayTemperature } from './experiments/essayTemperature.ts';
import { forgetting } from './experiments/forgetting.ts';
import { guessingGame } from './experiments/guessingGame.ts';
import { nearestNeighbours } from './experiments/nearestNeighbours.ts';
import { neighbourAccuracy } from './experiments/neighbourAccuracy.ts';
import { neighboursAsAttention } from './experiments/neighboursAsAttention.ts';
import { neuron } from './experiments/neuron.ts';
import { noodles } from './experiments/noodles.ts';
import { orchestra } from './experiments/orchestra.ts';
import { parameterCount } from './experiments/parameterCount.ts';
import { polynomialFit } from './experiments/polynomialFit.ts';
import { preferenceTuning } from './experiments/preferenceTuning.ts';
import { runge } from './experiments/runge.ts';
import { shiftedDigits } from './experiments/shiftedDigits.ts';
import { sweepContext } from './experiments/sweepContext.ts';
import { sweepSize } from './experiments/sweepSize.ts';
import { weakToStrong } from './experiments/weakToStrong.ts';
import { weightKnob } from './experiments/weightKnob.ts';
import { wordAnalogies } from './experiments/wordAnalogies.ts';
import { wordRace } from './experiments/wordRace.ts';
import { wordVectors } from './experiments/wordVectors.ts';

/** Every experiment, by the name that a block has for it, in the order of the chapters. */
export const experiments = {
  noodles,
  'nearest-neighbours': nearestNeighbours,
  'neighbour-accuracy': neighbourAccuracy,
  'shifted-digits': shiftedDigits,
  'neighbours-as-attention': neighboursAsAttention,
  'polynomial-fit': polynomialFit,
  runge,
  'curve-network': curveNetwork,
  'parameter-count': parameterCount,
  orchestra,
  'guessing-game': guessingGame,
  downhill,
  'back-propagation': backPropagation,
  'digit-network': digitNetwork,
  forgetting,
  'word-race': wordRace,
  'word-vectors': wordVectors,
  'word-analogies': wordAnalogies,
  'attention-by-hand': attentionByHand,
  'attention-scale': attentionScale,
  depth,
  'block-cost': blockCost,
  'weight-knob': weightKnob,
  'sweep-size': sweepSize,
  'sweep-context': sweepContext,
  'attention-memory': attentionMemory,
  compression,
  'dialogue-tuning': dialogueTuning,
  'preference-tuning': preferenceTuning,
  'essay-temperature': essayTemperature,
  neuron,
  'weak-to-strong': weakToStrong,
} as const;

export type ExperimentName = keyof typeof experiments;

/** The experiment of a name; undefined where there is none. */
export function experimentOf(name: string): Experiment | undefined {
  return Object.hasOwn(experiments, name) ? (experiments as Readonly<Record<string, Experiment>>)[name] : undefined;
}
