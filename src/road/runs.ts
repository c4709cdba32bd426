import type { ExperimentContext, Outcome, Run } from './experiment.ts';
import type { ExperimentName, experiments } from './experiments.ts';
import type { Settings } from './field.ts';
import { runAttentionByHand } from './runs/attentionByHand.ts';
import { runAttentionMemory } from './runs/attentionMemory.ts';
import { runAttentionScale } from './runs/attentionScale.ts';
import { runBackPropagation } from './runs/backPropagation.ts';
import { runBlockCost } from './runs/blockCost.ts';
import { runCompression } from './runs/compression.ts';
import { runCurveNetwork } from './runs/curveNetwork.ts';
import { runDepth } from './runs/depth.ts';
import { runDialogueTuning } from './runs/dialogueTuning.ts';
import { runDigitNetwork } from './runs/digitNetwork.ts';
import { runDownhill } from './runs/downhill.ts';
import { runEssayTemperature } from './runs/essayTemperature.ts';
import { runForgetting } from './runs/forgetting.ts';
import { runGuessingGame } from './runs/guessingGame.ts';
import { runNearestNeighbours } from './runs/nearestNeighbours.ts';
import { runNeighbourAccuracy } from './runs/neighbourAccuracy.ts';
import { runNeighboursAsAttention } from './runs/neighboursAsAttention.ts';
import { runNeuron } from './runs/neuron.ts';
import { runNoodles } from './runs/noodles.ts';
import { runOrchestra } from './runs/orchestra.ts';
import { runParameterCount } from './runs/parameterCount.ts';
import { runPolynomialFit } from './runs/polynomialFit.ts';
import { runPreferenceTuning } from './runs/preferenceTuning.ts';
import { runRunge } from './runs/runge.ts';
import { runShiftedDigits } from './runs/shiftedDigits.ts';
import { runSweepContext } from './runs/sweepContext.ts';
import { runSweepSize } from './runs/sweepSize.ts';
import { runWeakToStrong } from './runs/weakToStrong.ts';
import { runWeightKnob } from './runs/weightKnob.ts';
import { runWordAnalogies } from './runs/wordAnalogies.ts';
import { runWordRace } from './runs/wordRace.ts';
import { runWordVectors } from './runs/wordVectors.ts';

/** What every experiment computes. */
const runs: { readonly [Name in ExperimentName]: Run<(typeof experiments)[Name]> } = {
  noodles: runNoodles,
  'nearest-neighbours': runNearestNeighbours,
  'neighbour-accuracy': runNeighbourAccuracy,
  'shifted-digits': runShiftedDigits,
  'neighbours-as-attention': runNeighboursAsAttention,
  'polynomial-fit': runPolynomialFit,
  runge: runRunge,
  'curve-network': runCurveNetwork,
  'parameter-count': runParameterCount,
  orchestra: runOrchestra,
  'guessing-game': runGuessingGame,
  downhill: runDownhill,
  'back-propagation': runBackPropagation,
  'digit-network': runDigitNetwork,
  'attention-by-hand': runAttentionByHand,
  'attention-scale': runAttentionScale,
  'sweep-size': runSweepSize,
  'sweep-context': runSweepContext,
  'attention-memory': runAttentionMemory,
  compression: runCompression,
  'dialogue-tuning': runDialogueTuning,
  'preference-tuning': runPreferenceTuning,
  'word-vectors': runWordVectors,
  'word-analogies': runWordAnalogies,
  'word-race': runWordRace,
  depth: runDepth,
  'block-cost': runBlockCost,
  'weight-knob': runWeightKnob,
  neuron: runNeuron,
  'weak-to-strong': runWeakToStrong,
  'essay-temperature': runEssayTemperature,
  forgetting: runForgetting,
};

/** Runs an experiment. @param settings checked, and complete */
export function runExperiment(name: ExperimentName, settings: Settings, context: ExperimentContext): Promise<Outcome> {
  return (runs[name] as (settings: Settings, context: ExperimentContext) => Promise<Outcome>)(settings, context);
}
