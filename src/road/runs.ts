import type { ExperimentContext, Outcome, Run } from './experiment.ts';
import type { ExperimentName, experiments } from './experiments.ts';
import type { Settings } from './field.ts';
import { runAttentionByHand } from './runs/attentionByHand.ts';
import { runAttentionScale } from './runs/attentionScale.ts';
import { runNoodles } from './runs/noodles.ts';

/** What every experiment computes. */
const runs: { readonly [Name in ExperimentName]: Run<(typeof experiments)[Name]> } = {
  noodles: runNoodles,
  'attention-by-hand': runAttentionByHand,
  'attention-scale': runAttentionScale,
};

/** Runs an experiment. @param settings checked, and complete */
export function runExperiment(name: ExperimentName, settings: Settings, context: ExperimentContext): Promise<Outcome> {
  return (runs[name] as (settings: Settings, context: ExperimentContext) => Promise<Outcome>)(settings, context);
}
